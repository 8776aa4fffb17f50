using GlusterDr.Errors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Verify;

/// <summary>Somebody works on a machine by hand while a run does: that machine alone is left out, with what was done to it.</summary>
public sealed class ChangesDuringRunTests
{
    private const string AfterSnapshot = "agent marker";
    private const string WhileReplicating = "gluster volume geo-replication start";
    private const string BeforeComparing = "gluster volume geo-replication stop";

    public static TheoryData<string, string, string> Deeds()
    {
        TheoryData<string, string, string> all = [];
        foreach (string moment in new[] { AfterSnapshot, WhileReplicating, BeforeComparing })
        {
            all.Add(nameof(HandsOn.MergeByHand), moment, "merged its overlay");
            all.Add(nameof(HandsOn.BeginMergeByHand), moment, "block job");
            all.Add(nameof(HandsOn.RevertByHand), moment, "reverted");
            all.Add(nameof(HandsOn.GrowBaseByHand), moment, moment == AfterSnapshot ? "" : "written to during the run");
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task Only_the_machine_that_somebody_worked_on_is_left_out(string deed, string moment, string cause)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 4).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm2"];
        bool isMergeLong = deed == nameof(HandsOn.BeginMergeByHand);
        machine.MergeTime = isMergeLong ? TimeSpan.FromMinutes(10) : machine.MergeTime;
        string overlay = "";
        sites.World.When(moment).Once().DoBefore(() =>
        {
            overlay = machine.Disks[0].Layers[0];
            Do(deed, machine);
        });

        RunReport report = await sites.RunAsync();

        report.Destinations[0].Cures.ShouldBe(0, RunTests.Why(report));
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        if (cause.Length > 0)
        {
            report.ShouldHaveWarned(ErrorCodes.VmChanged, "vm2", cause);
            point.VmsLeftOut.ShouldBe(["vm2"]);
            point.Vms.Select(vm => vm.VmName).ShouldBe(["vm1", "vm3", "vm4"], ignoreOrder: true);
        }

        bool isOut = deed is nameof(HandsOn.MergeByHand) or nameof(HandsOn.RevertByHand);
        RunVm left = report.Vms.Single(vm => vm.Vm.Name == "vm2");
        left.OverlaysLeft.ShouldBe(isOut ? [overlay] : []);
        left.MergedAt.ShouldNotBeNull();
        sites.World.Violations.ShouldBeEmpty();
        sites.World.Untidy().ShouldAllBe(what => isOut && what.Contains(overlay));
        sites.World.Machines.All.ShouldAllBe(m => !m.IsOnOverlay);
        sites.World.Site("main").Volume("gv1").TryGetFile(overlay, out _).ShouldBe(isOut, "a file that may be the only copy is not removed, and nothing else stays");
    }

    [Fact]
    public async Task A_block_commit_that_is_aborted_again_is_told_by_the_image()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 3).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm2"];
        machine.MergeTime = TimeSpan.FromMinutes(10);
        sites.World.When(WhileReplicating).Once().DoBefore(() =>
        {
            machine.BeginMergeByHand();
            sites.World.In(TimeSpan.FromSeconds(1), machine.BreakMerges);
        });

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmChanged, "vm2", "written to during the run", "aborted");
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsLeftOut.ShouldBe(["vm2"]);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_merge_by_hand_before_ours_is_told_and_its_overlay_is_left()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 3).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm3"];
        sites.World.When("virsh blockcommit").Once().DoBefore(machine.MergeByHand);

        RunReport report = await sites.RunAsync();

        RunVm merged = report.Vms.Single(vm => vm.Vm.Name == "vm3");
        (merged.Error?.Message ?? merged.Note).ShouldNotBeNull().ShouldContain("merged");
        await sites.ShouldHoldPointAsync(report, "backup");
        sites.World.Violations.ShouldBeEmpty();
        sites.World.Machines.All.ShouldAllBe(m => !m.IsOnOverlay);
    }

    [Fact]
    public async Task A_disk_that_is_resized_in_mid_run_stays_in_the_point_as_it_was_frozen()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm1"];
        sites.World.When(WhileReplicating).Once().DoBefore(() => machine.ResizeByHand(128L << 20));

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
        machine.Disks[0].Volume!.TryGetFile(machine.Disks[0].Layers[0], out SimulatedFile? image).ShouldBeTrue();
        image!.VirtualSize.ShouldBe(128L << 20);
    }

    [Fact]
    public async Task A_machine_that_migrates_stays_in_the_point_and_the_report_says_so()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm1"];
        SimulatedHypervisor target = sites.World.Machines["vm2"].Hypervisor;
        sites.World.When(WhileReplicating).Once().DoBefore(() => machine.MigrateTo(target));

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Vms.Single(vm => vm.Vm.Name == "vm1").Note.ShouldNotBeNull().ShouldContain("migrated from h1 to h2");
        await sites.ShouldBeGoodAsync(report);
    }

    [Fact]
    public async Task A_disk_that_is_attached_in_mid_run_is_named_on_the_point()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedVolume volume = sites.World.Site("main").Volume("gv1");
        sites.World.When(WhileReplicating).Once().DoBefore(() => sites.World.Machines["vm1"].AttachByHand("vdb", volume, "vms/extra.qcow2"));

        RunReport report = await sites.RunAsync();

        string id = report.Destinations[0].RecoveryPoint.ShouldNotBeNull(RunTests.Why(report));
        RecoveryPoint point = (await sites.Plane.Get<RecoveryPointStore>().FindAsync("vms", id, default)).ShouldNotBeNull();
        RecoveryPoint.MissingFile missing = point.FilesNotIncluded.ShouldNotBeNull().ShouldHaveSingleItem();
        (missing.Vm, missing.What).ShouldBe(("vm1", "disk vdb (vms/extra.qcow2)"));
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Where_somebody_merges_every_machine_that_is_the_error()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.When(WhileReplicating).Once().DoBefore(() => sites.World.Machines.All.ToList().ForEach(m => m.MergeByHand()));

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.VmChanged, "merged its overlay");
        report.Destinations[0].Cures.ShouldBe(0);
        sites.World.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AfterSnapshot)]
    [InlineData(WhileReplicating)]
    [InlineData(BeforeComparing)]
    public async Task A_snapshot_that_is_deleted_in_the_engine_costs_its_machine_alone(string moment)
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 3).EnterAsync();
        sites.World.When(moment).Once().DoBefore(() => sites.Engine.Vm("vm2").DeleteSnapshotByHand());

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmChanged, "vm2", "snapshot");
        report.Destinations[0].Cures.ShouldBe(0);
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsLeftOut.ShouldBe(["vm2"]);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_snapshot_in_preview_costs_its_machine_alone()
    {
        await using SimulatedSites sites = await SimulatedSites.WithEngine(machines: 3).EnterAsync();
        sites.World.When(WhileReplicating).Once().DoBefore(() => sites.Engine.Vm("vm2").IsPreviewing = true);

        RunReport report = await sites.RunAsync();

        report.Run.Warnings.ShouldContain(w => w.Code == ErrorCodes.VmChanged && w.Message.Contains("reverted"), RunTests.Why(report));
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsLeftOut.ShouldBe(["vm2"]);
        sites.Engine.Vm("vm2").IsPreviewing = false;
        await sites.ShouldRecoverAsync(ErrorCodes.LeftoversFound);
    }

    private static void Do(string deed, SimulatedMachine machine)
    {
        switch (deed)
        {
            case nameof(HandsOn.MergeByHand):
                machine.MergeByHand();
                break;
            case nameof(HandsOn.BeginMergeByHand):
                machine.BeginMergeByHand();
                break;
            case nameof(HandsOn.RevertByHand):
                machine.RevertByHand();
                break;
            default:
                machine.GrowBaseByHand();
                break;
        }
    }
}
