using GlusterDr.Errors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>Somebody writes to a base image after the snapshot and before the first reading of it: only the times of the image show that.</summary>
public sealed class EarlyWriteTests
{
    private static readonly TimeSpan s_untilDeed = TimeSpan.FromSeconds(2);

    public static TheoryData<string, int> Deeds()
    {
        TheoryData<string, int> all = [];
        foreach (int ahead in new[] { 0, 30, -30 })
        {
            all.Add("grown", ahead);
            all.Add("block commit aborted", ahead);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task The_machine_whose_image_was_written_to_is_left_out_alone(string deed, int secondsAhead)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 4).EnterAsync();
        SetClocks(sites, TimeSpan.FromSeconds(secondsAhead));
        AfterSnapshots(sites, 4, () => Do(deed, sites, sites.World.Machines["vm2"]));

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmChanged, "vm2", "was written to at", "after the snapshot");
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.VmsLeftOut.ShouldBe(["vm2"]);
        point.Vms.Select(vm => vm.VmName).ShouldBe(["vm1", "vm3", "vm4"], ignoreOrder: true);
        report.Vms.Single(vm => vm.Vm.Name == "vm2").MergedAt.ShouldNotBeNull();
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    // A guest that writes until its snapshot: by a clock that is ahead the last write is later than the snapshot by ours.
    [Theory]
    [InlineData(0, false)]
    [InlineData(30, false)]
    [InlineData(30, true)]
    [InlineData(-30, true)]
    public async Task Clocks_that_differ_leave_nobody_out(int secondsAhead, bool onlyHypervisor)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 3).EnterAsync();
        SetClocks(sites, TimeSpan.FromSeconds(secondsAhead), onlyHypervisor);

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Run.VmsLeftOut.ShouldBe(0);
    }

    [Fact]
    public async Task Where_the_clock_of_a_host_cannot_be_read_nobody_is_left_out()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 3).EnterAsync();
        AfterSnapshots(sites, 3, () => Do("grown", sites, sites.World.Machines["vm2"]));
        sites.World.When(c => c.Kind == "date" && c.Host == "h1").Answer(1, error: "date: Permission denied");

        RunReport report = await sites.RunAsync();

        report.Run.VmsLeftOut.ShouldBe(0, RunTests.Why(report));
    }

    /// <summary>A snapshot whose answer was lost is found again: the guest wrote after the start of the run, and before the snapshot.</summary>
    [Fact]
    public async Task A_snapshot_that_is_found_again_leaves_nobody_out()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.When("virsh snapshot-create-as").Once().HangAfterEffect();

        RunReport report = await sites.RunAsync();

        report.Destinations[0].RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        report.Run.VmsLeftOut.ShouldBe(0, RunTests.Why(report));
        report.Vms.ShouldContain(vm => vm.Snapshot!.SeenAt > vm.Snapshot.TakenAt, "of that snapshot it is known when it was seen");
    }

    /// <summary>Two seconds after the last snapshot, while the checkpoint is being set.</summary>
    private static void AfterSnapshots(SimulatedSites sites, int machines, Action deed)
    {
        sites.World.When("virsh snapshot-create-as").After(machines - 1).Once().DoAfter(() =>
        {
            sites.World.When("gluster volume geo-replication config").SlowBy(s_untilDeed * 4);
            sites.World.In(s_untilDeed, deed);
        });
    }

    private static void SetClocks(SimulatedSites sites, TimeSpan ahead, bool onlyHypervisor = false)
    {
        SimulatedSite site = sites.World.Site("main");
        foreach (SimulatedNode node in site.Nodes.Where(n => !onlyHypervisor || n.Hypervisor is not null))
        {
            node.ClockOffset = ahead;
        }

        site.Volume("gv1").WriterClock = ahead;
    }

    private static void Do(string deed, SimulatedSites sites, SimulatedMachine machine)
    {
        if (deed == "grown")
        {
            machine.GrowBaseByHand();
            return;
        }

        machine.MergeTime = TimeSpan.FromMinutes(10);
        machine.BeginMergeByHand();
        sites.World.In(s_untilDeed, machine.BreakMerges);
    }
}
