using GlusterDr.Conformance;
using GlusterDr.Runs;
using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Whole runs whose worker process is killed. The host continues, fails the running calls, and starts another worker.</summary>
[TakesLong(40)]
public sealed class KilledWorkerTests(AzuriteFixture fixture, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Machines = 4;

    [Theory]
    [InlineData(HypervisorKind.Libvirt)]
    [InlineData(HypervisorKind.Ovirt)]
    public async Task A_run_whose_worker_is_killed_succeeds(HypervisorKind kind)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, kind, Machines);
        await using HostProcess host = await sites.StartHostAsync();
        string run = await host.StartRunAsync("vms");
        await sites.UntilCommandsAsync(new Random(seed).Next(1, 40));

        host.KillWorker();

        RunReport report = await host.EndOfAsync(run);
        report.Run.State.ShouldBe(RunState.Succeeded, $"seed {seed}: {report.Run.Error} {host.Log}");
        await sites.ShouldBeGoodAsync(run, Machines, killed: true);
    }
}
