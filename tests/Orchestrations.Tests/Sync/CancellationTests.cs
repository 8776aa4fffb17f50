using GlusterDr.Errors;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>A run is cancelled at each of its phases: it undoes what it did, and the next one is as if it had never been.</summary>
public sealed class CancellationTests
{
    /// <summary>Each phase by a command that it sends.</summary>
    [Theory]
    [InlineData("virsh list", "h1", 0)]
    [InlineData("agent bricks", "p1", 0)]
    [InlineData("virsh snapshot-create-as", "h1", 0)]
    [InlineData("gluster volume geo-replication config", "p1", 1)]
    [InlineData("agent marker", "p1", 0)]
    [InlineData("gluster volume geo-replication start", "p1", 0)]
    public async Task Before_the_proof_nothing_of_the_run_remains(string command, string host, int skip)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();

        RunReport report = await CancelAsync(sites, command, host, skip);

        ShouldBeCancelled(report);
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged || vm.State == VmState.Planned);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task While_it_waits_for_the_checkpoint_nothing_of_it_remains()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        sites.Session.IsStalled = true;

        Task cancelled = CancelAt(
            sites, c => c.Is("gluster volume geo-replication status") && sites.Session.State == SessionState.Started, skip: 5);
        RunReport report = await sites.RunAsync();

        await cancelled;
        ShouldBeCancelled(report);
        report.Destinations[0].Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.RunCancelled);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.IsStalled = false;
        await sites.ShouldRecoverAsync();
    }

    /// <summary>What is proven stays proven, and whoever is cancelled this late only cleans up.</summary>
    [Theory]
    [InlineData("agent probe", "s1")]
    [InlineData("gluster volume geo-replication stop", "p1")]
    [InlineData("virsh blockcommit", "h1")]
    [InlineData("agent delete", "s1")]
    public async Task After_the_proof_the_recovery_point_is_kept(string command, string host)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();

        RunReport report = await CancelAsync(sites, command, host);

        report.Run.State.ShouldBeOneOf(RunState.Succeeded, RunState.SucceededWithWarnings);
        report.Run.Error.ShouldBeNull("nothing of it was undone");
        report.Destinations[0].RecoveryPoint.ShouldNotBeNull();
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Between_two_cures_it_ends_as_cancelled()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        sites.Session.SilentlySkipped.Add("vms/vm1.qcow2");

        RunReport report = await CancelAsync(sites, "agent trigger", "p1");

        ShouldBeCancelled(report);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
        sites.Session.SilentlySkipped.Clear();
        // It was triggered already: the next run's crawl brings it.
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task While_left_overs_are_merged_they_are_merged_to_the_end()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.Machines["vm1"].MergeError = "internal error: Input/output error";
        await sites.RunAsync();
        sites.World.Machines["vm1"].MergeError = null;

        RunReport report = await CancelAsync(sites, "virsh blockcommit", "h1");

        ShouldBeCancelled(report);
        sites.World.Machines["vm1"].IsOnOverlay.ShouldBeFalse();
        sites.World.Violations.ShouldBeEmpty();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Twice_is_no_more_than_once()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        await sites.StartAsync();
        Task first = CancelAt(sites, c => c.Is("agent marker"));

        RunReport report = await CancelAsync(sites, "agent marker", "p1");

        await first;
        ShouldBeCancelled(report);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    private static void ShouldBeCancelled(RunReport report)
    {
        report.Run.State.ShouldBe(RunState.Cancelled, RunTests.Why(report));
        report.Run.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.RunCancelled);
        report.Destinations.ShouldAllBe(d => d.RecoveryPoint == null);
    }

    private static async Task<RunReport> CancelAsync(SimulatedSites sites, string command, string host, int skip = 0)
    {
        Task cancelled = CancelAt(sites, c => c.Is(command) && c.Host == host, skip);
        RunReport report = await sites.RunAsync();
        cancelled.IsCompletedSuccessfully.ShouldBeTrue("the run never came to that command");
        return report;
    }

    /// <summary>Asks the run that starts now to stop as such a command goes out, which takes its time: the wish is there first.</summary>
    private static Task CancelAt(SimulatedSites sites, Func<CommandCall, bool> matches, int skip = 0)
    {
        RunStarter starter = sites.Plane.Get<RunStarter>();
        string id = sites.NextRun;
        return sites.DoAt(matches, () => starter.CancelAsync(id, "a test", CancellationToken.None), skip);
    }
}
