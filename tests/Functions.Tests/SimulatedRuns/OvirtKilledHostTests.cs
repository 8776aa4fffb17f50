using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <inheritdoc/>
public sealed class OvirtKilledHostTests(AzuriteFixture fixture, ITestOutputHelper output)
    : KilledHostTests(fixture, output, HypervisorKind.Ovirt, commands: 300);
