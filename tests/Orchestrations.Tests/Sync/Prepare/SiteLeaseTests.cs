using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Prepare;

/// <summary>Control planes with a store each at one site: one at a time changes anything there.</summary>
public sealed class SiteLeaseTests
{
    private const string Start = "gluster volume geo-replication start";

    [Theory]
    [InlineData("virsh snapshot-create-as")]
    [InlineData("agent marker")]
    [InlineData(Start)]
    [InlineData("virsh blockcommit")]
    [InlineData("agent delete")]
    public async Task A_second_one_is_refused_and_touches_nothing_while_the_first_is_at_work(string at)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        string id = sites.NextRun;
        ControlPlane second = await sites.StartBesideAsync();
        RunReport? refused = null;
        Task deed = sites.DoAt(c => c.Is(at), async () => refused = await sites.RunOnAsync(second));

        RunReport report = await sites.RunOnAsync(first);
        await sites.Simulation.RunUntilAsync(deed);

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.ShouldHaveMergedAll();
        refused.ShouldNotBeNull().ShouldHaveFailed(ErrorCodes.LeaseHeld, id, Environment.MachineName, "gv1");
        refused.Run.Error!.Advice.ShouldNotBeNull().ShouldContain(".glusterdr/lease/000000000001");
        refused.Vms.ShouldBeEmpty();
        sites.World.CommandCounts["virsh snapshot-create-as"].ShouldBe(2, "the second took none");
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        RunReport next = await sites.RunOnAsync(second);
        next.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(next));
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Of_two_that_start_at_once_one_is_refused()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane[] planes = [await sites.StartAsync(), await sites.StartBesideAsync()];

        RunReport[] reports = await sites.Simulation.RunUntilAsync(Task.WhenAll(planes.Select(p => sites.Simulation.BeginAsync(() => StartedAsync(p)))));

        reports.Count(r => r.Run.State == RunState.Succeeded).ShouldBe(1, string.Join("\n", reports.Select(RunTests.Why)));
        reports.Count(r => r.Run.Error?.Code == ErrorCodes.LeaseHeld).ShouldBe(1);
        sites.World.CommandCounts["virsh snapshot-create-as"].ShouldBe(2);
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData("virsh snapshot-create-as")]
    [InlineData("agent marker")]
    [InlineData(Start)]
    [InlineData("virsh blockcommit")]
    public async Task One_that_was_killed_is_taken_over_after_the_bound_and_stops_when_it_comes_back(string at)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        string id = await KillAtAsync(sites, first, at);
        ControlPlane second = await sites.StartBesideAsync();

        (await sites.RunOnAsync(second)).ShouldHaveFailed(ErrorCodes.LeaseHeld, id);
        sites.Clock.Advance(SiteLeases.Bound - TimeSpan.FromMinutes(1));
        (await sites.RunOnAsync(second)).ShouldHaveFailed(ErrorCodes.LeaseHeld, id);
        sites.Clock.Advance(TimeSpan.FromMinutes(1));
        RunReport report = await sites.RunOnAsync(second);

        report.ShouldHaveWarned(ErrorCodes.RunDied, "taken over", id);
        report.ShouldHaveMergedAll();
        sites.ShouldBeProven(report);
        int merges = sites.World.CommandCounts["virsh blockcommit"];
        ControlPlane revived = await sites.ReviveAsync(1);
        RunReport lost = await sites.EndOfAsync(revived, id);
        lost.ShouldHaveFailed(ErrorCodes.LeaseLost, "gv1", "epoch 1");
        lost.Run.Error!.Advice.ShouldNotBeNull().ShouldContain("The run of the new holder");
        lost.Run.Warnings.ShouldNotContain(w => w.Code == ErrorCodes.LeaseLost);
        sites.World.CommandCounts["virsh blockcommit"].ShouldBe(merges, "it changed nothing");
        await sites.ShouldBeTidyAsync();
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        RunReport next = await sites.RunOnAsync(revived);
        next.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(next));
    }

    /// <summary>The old holder is back while the new one is at work: its steps must not meet the new one's overlays.</summary>
    [Theory]
    [InlineData("virsh snapshot-create-as")]
    [InlineData(Start)]
    [InlineData("virsh blockcommit")]
    public async Task One_that_comes_back_while_the_other_is_at_work_stops(string at)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        string id = await KillAtAsync(sites, first, "agent marker");
        ControlPlane second = await sites.StartBesideAsync();
        (await sites.RunOnAsync(second)).ShouldHaveFailed(ErrorCodes.LeaseHeld, id);
        sites.Clock.Advance(SiteLeases.Bound);
        RunReport? lost = null;
        // The first commits are of the overlays that were left.
        Task deed = sites.DoAt(c => c.Is(at), async () => lost = await sites.EndOfAsync(await sites.ReviveAsync(1), id));

        RunReport report = await sites.RunOnAsync(second);
        await sites.Simulation.RunUntilAsync(deed);

        lost.ShouldNotBeNull().ShouldHaveFailed(ErrorCodes.LeaseLost, "gv1");
        report.ShouldHaveWarned(ErrorCodes.RunDied, id);
        report.ShouldHaveMergedAll();
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }

    /// <summary>It reaches everything but the volume that its lease is on.</summary>
    [Fact]
    public async Task One_that_cannot_renew_its_lease_changes_nothing_before_another_can_take_it()
    {
        WorldOptions slow = new() { LinkBytesPerSecond = 60_000 };
        await using SimulatedSites sites = await new SimulatedSites(machines: 2, options: slow).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        sites.World.When(Start).Once().DoAfter(() => first.Cut(c => LeaseActions.Of(c) is not null));

        RunReport report = await sites.RunOnAsync(first);

        report.Run.State.ShouldBe(RunState.Failed, RunTests.Why(report));
        report.Run.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.LeaseUnverified, RunTests.Why(report));
        sites.World.CommandCounts.GetValueOrDefault("virsh blockcommit").ShouldBe(0);
        sites.World.Machines.All.ShouldAllBe(m => m.IsOnOverlay);
        ControlPlane second = await sites.StartBesideAsync();
        (await sites.RunOnAsync(second)).ShouldHaveFailed(ErrorCodes.LeaseHeld);
        sites.Clock.Advance(SiteLeases.Bound);
        RunReport next = await sites.RunOnAsync(second);
        next.ShouldHaveWarned(ErrorCodes.RunDied, "taken over");
        next.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_run_that_lasts_longer_than_the_bound_keeps_its_lease()
    {
        WorldOptions slow = new() { LinkBytesPerSecond = 60_000 };
        await using SimulatedSites sites = await new SimulatedSites(machines: 2, options: slow).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        ControlPlane second = await sites.StartBesideAsync();
        DateTimeOffset begin = sites.Clock.GetUtcNow();
        List<RunReport> refused = [];
        Task deed = sites.DoAt(c => c.Is(Start), async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                refused.Add(await sites.RunOnAsync(second));
                await Task.Delay(TimeSpan.FromMinutes(8), sites.Clock);
            }
        });

        RunReport report = await sites.RunOnAsync(first);
        await sites.Simulation.RunUntilAsync(deed);

        (sites.Clock.GetUtcNow() - begin).ShouldBeGreaterThan(SiteLeases.Bound * 1.5);
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        refused.Count.ShouldBe(3);
        refused.ShouldAllBe(r => r.Run.Error!.Code == ErrorCodes.LeaseHeld);
    }

    [Theory]
    [InlineData("io", ErrorCodes.CommandFailed)]
    [InlineData("no-space", ErrorCodes.NoSpaceForOverlays)]
    [InlineData("mount", ErrorCodes.VolumeUnavailable)]
    public async Task Where_the_lease_cannot_be_written_no_run_begins_and_it_is_said_what_is_missing(string code, string expected)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        sites.World.When("agent lease").Answer(0, $$$"""{"error": {"code": "{{{code}}}", "message": "the reason", "log": []}}""");

        (await sites.RunAsync()).ShouldHaveFailed(expected, "The lease of volume 'gv1' cannot be written", "the reason");

        sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
    }

    private static async Task<string> KillAtAsync(SimulatedSites sites, ControlPlane plane, string command)
    {
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.World.When(command).Once().DoAfter(() =>
        {
            plane.Kill();
            killed.SetResult();
        });
        string id = await plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(killed.Task);
        sites.Clock.Advance(TimeSpan.FromSeconds(30));
        return id;
    }

    private static async Task<RunReport> StartedAsync(ControlPlane plane)
    {
        string id = await plane.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, CancellationToken.None);
        await plane.Engine.WaitForInstanceCompletionAsync(id);
        return await plane.Get<RunStore>().GetReportAsync(id, CancellationToken.None);
    }
}
