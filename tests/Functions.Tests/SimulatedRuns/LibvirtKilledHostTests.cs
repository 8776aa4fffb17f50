using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;
using Xunit.Abstractions;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <inheritdoc/>
public sealed class LibvirtKilledHostTests(AzuriteFixture fixture, ITestOutputHelper output)
    : KilledHostTests(fixture, output, HypervisorKind.Libvirt, commands: 600);
