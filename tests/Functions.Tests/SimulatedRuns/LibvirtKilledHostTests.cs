using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <inheritdoc/>
public sealed class LibvirtKilledHostTests(AzuriteFixture fixture, ITestOutputHelper output)
    : KilledHostTests(fixture, output, HypervisorKind.Libvirt, commands: 600);
