using GlusterDr.Activities;
using GlusterDr.Sites;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.SimulatedRuns;

/// <summary>Whole runs whose app is killed with SIGKILL in the middle, and started again. Nothing but Azurite and the sites lives on.</summary>
[Collection(nameof(Alone))]
public sealed class KilledHostTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private const int Machines = 4;

    [Theory]
    [InlineData(HypervisorKind.Libvirt, nameof(SnapshotVm), 2)]
    [InlineData(HypervisorKind.Libvirt, nameof(LookAtSession), 1)]
    [InlineData(HypervisorKind.Libvirt, nameof(MergeVm), 2)]
    [InlineData(HypervisorKind.Ovirt, nameof(SnapshotVm), 2)]
    [InlineData(HypervisorKind.Ovirt, nameof(LookAtSession), 1)]
    [InlineData(HypervisorKind.Ovirt, nameof(MergeVm), 2)]
    public Task A_run_whose_app_is_killed_ends_right_in_the_next(HypervisorKind kind, string activity, int begun) =>
        ShouldEndRightAsync(kind, Machines, activity, begun);

    /// <summary>So many that they are frozen and merged in batches, each a sub-orchestration.</summary>
    [Theory]
    [InlineData(HypervisorKind.Libvirt, nameof(SnapshotVm))]
    [InlineData(HypervisorKind.Ovirt, nameof(MergeVm))]
    public Task A_run_over_many_vms_whose_app_is_killed_ends_right_in_the_next(HypervisorKind kind, string activity) =>
        ShouldEndRightAsync(kind, machines: 60, activity, begun: 30);

    private async Task ShouldEndRightAsync(HypervisorKind kind, int machines, string activity, int begun)
    {
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, kind, machines);
        string run = await StartAndKillAsync(sites, activity, begun);
        await using HostProcess next = sites.StartHost();
        (await next.EndOfAsync(run)).ShouldBe("Completed");
        await sites.ShouldBeGoodAsync(run, machines);
    }

    private static async Task<string> StartAndKillAsync(SitesApart sites, string activity, int begun)
    {
        await using HostProcess host = sites.StartHost();
        string run = await host.StartRunAsync("vms");
        await host.UntilAsync($"begin {activity}", begun);
        await host.KillAsync();
        return run;
    }

    [Fact]
    public async Task A_run_whose_app_is_killed_again_and_again_ends_right()
    {
        await using SitesApart sites = await SitesApart.StartAsync(fixture.Azurite.ConnectionString, HypervisorKind.Libvirt, Machines);
        string run = await StartAndKillAsync(sites, nameof(BeginRun), 1);
        foreach (string activity in new[] { nameof(PlanVms), nameof(SnapshotVm), nameof(StartSession), nameof(CompareContent), nameof(CleanSecondary) })
        {
            await using HostProcess host = sites.StartHost();
            await host.UntilAsync($"begin {activity}");
            await host.KillAsync();
        }

        await using HostProcess last = sites.StartHost();
        (await last.EndOfAsync(run)).ShouldBe("Completed");
        await sites.ShouldBeGoodAsync(run, Machines);
    }
}
