using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Snapshot;

/// <summary>One machine's snapshot or merge fails: the others are protected, and it is named until it is well again.</summary>
public sealed class MachineFaultTests
{
    private const string StartSession = "gluster volume geo-replication start";
    private const string Refusal = "internal error: unable to execute QEMU command 'transaction': Device is busy";

    [Fact]
    public async Task A_machine_that_cannot_be_snapshot_is_left_out_and_named()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.World.Machines["vm2"].SnapshotError = Refusal;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.SnapshotFailed, "vm2", "h2", "Device is busy");
        (report.Run.VmsProtected, report.Run.VmsLeftOut).ShouldBe((2, 1));
        Vm(report, "vm2").State.ShouldBe(VmState.LeftOut);
        report.Vms.Where(vm => vm.Vm.Name != "vm2").ShouldAllBe(vm => vm.State == VmState.Merged);
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
        sites.World.Machines["vm2"].SnapshotError = null;
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Where_the_policy_says_so_it_aborts_the_run_and_the_others_are_merged()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { OnFailure = VmFailureAction.Abort, Parallel = 1 } };
        sites.World.Machines["vm2"].SnapshotError = Refusal;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SnapshotFailed, "vm2", "h2");
        Vm(report, "vm1").State.ShouldBe(VmState.Merged);
        Vm(report, "vm3").State.ShouldBe(VmState.Planned, "nothing more is frozen once the run is lost");
        sites.World.CommandCounts.ContainsKey(StartSession).ShouldBeFalse();
        await sites.ShouldBeTidyAsync();
        sites.World.Machines["vm2"].SnapshotError = null;
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Where_no_machine_can_be_snapshot_the_run_fails()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SetSnapshotError(sites, Refusal);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SnapshotFailed, "Device is busy");
        await sites.ShouldBeTidyAsync();
        SetSnapshotError(sites, null);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_snapshot_whose_answer_never_comes_is_found_and_merged()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        string vm1 = sites.World.Machines["vm1"].Uuid;
        sites.World.When(c => c.Is("virsh snapshot-create-as") && c.Has(vm1)).Once().HangAfterEffect();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBeOneOf(RunState.Succeeded, RunState.SucceededWithWarnings);
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_machine_that_cannot_be_merged_is_named_and_merged_by_the_next_run()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.World.Machines["vm2"].MergeError = "internal error: unable to execute QEMU command 'block-commit': Input/output error";

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.StorageLost, "vm2", "h2", "Input/output error");
        await ShouldRunOnItsOverlayAsync(sites, report, "vm2");
        sites.World.Machines["vm2"].MergeError = null;
        await sites.ShouldRecoverAsync(ErrorCodes.LeftoversFound);
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_machine_that_still_cannot_be_merged_is_left_out_of_the_next_run()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.World.Machines["vm2"].MergeError = "internal error: unable to execute QEMU command 'block-commit': Input/output error";
        await sites.RunAsync();

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmNotSnapshotable, "vm2", "overlay");
        Vm(report, "vm2").State.ShouldBe(VmState.LeftOut);
        sites.ShouldBeProven(report);
        sites.World.Violations.ShouldBeEmpty();
        sites.World.Machines["vm2"].MergeError = null;
        await sites.ShouldRecoverAsync(ErrorCodes.LeftoversFound);
    }

    [Fact]
    public async Task A_pivot_that_is_refused_as_not_ready_is_tried_again()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.Machines["vm1"].RefusedPivots = 3;

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
    }

    [Fact]
    public async Task A_merge_that_never_converges_ends_at_its_bound_and_is_adopted_by_the_next_run()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Policy = sites.Policy with { Limits = new TimeLimits { Merge = TimeSpan.FromMinutes(3) } };
        sites.World.Machines["vm1"].MergeNeverConverges = true;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.MergeTimeout, "The VM still runs on its overlay");
        report.Run.Phases.Single(p => p.Phase == RunPhase.Merge).Took.ShouldBeLessThan(TimeSpan.FromMinutes(6));
        await ShouldRunOnItsOverlayAsync(sites, report, "vm1");
        sites.World.Machines["vm1"].MergeNeverConverges = false;
        await sites.ShouldRecoverAsync(ErrorCodes.LeftoversFound);
    }

    [Fact]
    public async Task A_merge_that_ends_without_a_result_is_started_again()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        InMidMerge(sites, m => m.BreakMerges());

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        sites.World.CommandCounts["virsh blockcommit"].ShouldBe(3);
        await sites.ShouldBeGoodAsync(report);
    }

    [Fact]
    public async Task A_machine_that_is_shut_off_in_mid_merge_is_merged_all_the_same()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedMachine machine = InMidMerge(sites, m => m.Stop());

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
        machine.Start();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_machine_that_vanishes_is_named_with_its_overlays()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm2"];
        string overlay = "";
        sites.World.When(StartSession).Once().DoAfter(() =>
        {
            overlay = machine.Disks[0].Layers[0];
            machine.Vanish();
        });

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmGone, "vm2", overlay);
        Vm(report, "vm2").State.ShouldBe(VmState.MergeFailed);
        sites.ShouldBeProven(report);
        sites.World.Violations.ShouldBeEmpty();
        sites.World.Untidy().ShouldAllBe(what => what.Contains(overlay), "nothing but what was named is left");
        // The next run has nothing to mend, and names the overlay: whether it may go, only a person can say.
        RunReport next = await sites.RunAsync();
        next.ShouldHaveWarned(ErrorCodes.OverlayAbandoned, overlay);
        next.ShouldHaveMergedAll();
        sites.ShouldBeProven(next);
    }

    /// <summary>libvirtd dies after it has switched the disk to its base image: that the VM is on its overlay would not be true.</summary>
    [Fact]
    public async Task Of_a_merge_whose_end_nobody_saw_it_is_said_that_it_is_not_known()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        bool isDead = false;
        sites.World.When(c => isDead && c.Host == "h1" && c.Is("virsh")).Answer(
            1, error: "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': Connection refused\n");
        sites.World.When(c => c.Host == "h1" && c.Is("virsh blockjob") && c.Has("--pivot")).Once().DoAfter(() => isDead = true);

        RunReport report = await sites.RunAsync();

        RunVm vm = Vm(report, "vm1");
        (vm.State, vm.Error?.Code).ShouldBe((VmState.MergeFailed, ErrorCodes.HypervisorUnavailable), RunTests.Why(report));
        vm.Error!.Message.ShouldContain("It is not known whether VM vm1 was merged");
        report.ShouldHaveWarned(ErrorCodes.HypervisorUnavailable, "not known whether VM vm1 was merged");
        sites.World.Machines["vm1"].IsOnOverlay.ShouldBeFalse("the merge was completed");
        isDead = false;
        RunReport next = await sites.RunAsync();
        next.ShouldHaveMergedAll();
        sites.ShouldBeProven(next);
    }

    [Theory]
    [InlineData(StartSession)]
    [InlineData("virsh blockcommit")]
    public async Task A_machine_that_migrates_in_mid_run_is_merged_where_it_is(string during)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedMachine machine = sites.World.Machines["vm1"];
        SimulatedHypervisor target = sites.World.Machines["vm2"].Hypervisor;
        sites.World.When(c => c.Is(during)).Once().DoBefore(() => machine.MigrateTo(target));

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeGoodAsync(report);
        await sites.ShouldRecoverAsync();
    }

    private static RunVm Vm(RunReport report, string name) => report.Vms.Single(vm => vm.Vm.Name == name);

    private static void SetSnapshotError(SimulatedSites sites, string? error)
    {
        foreach (SimulatedMachine machine in sites.World.Machines.All)
        {
            machine.SnapshotError = error;
        }
    }

    // Its copy at the secondary is proven all the same; what it writes now stays in the overlay, here and there.
    private static async Task ShouldRunOnItsOverlayAsync(SimulatedSites sites, RunReport report, string name)
    {
        Vm(report, name).State.ShouldBe(VmState.MergeFailed);
        Vm(report, name).Error.ShouldNotBeNull();
        report.Vms.Where(vm => vm.Vm.Name != name).ShouldAllBe(vm => vm.State == VmState.Merged);
        sites.World.Machines[name].IsOnOverlay.ShouldBeTrue();
        sites.ShouldBeProven(report);
        sites.World.Violations.ShouldBeEmpty();
        sites.World.Untidy().ShouldAllBe(what => what.Contains(name));
        (await sites.Plane.Get<Leases.LeaseStore>().ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>A long merge, in which something happens to the machine.</summary>
    private static SimulatedMachine InMidMerge(SimulatedSites sites, Action<SimulatedMachine> happens)
    {
        SimulatedMachine machine = sites.World.Machines["vm1"];
        machine.MergeTime = TimeSpan.FromSeconds(20);
        sites.World.When(c => c.Is("virsh blockcommit") && c.Has(machine.Uuid)).Once()
            .DoAfter(() => sites.World.In(TimeSpan.FromSeconds(5), () => happens(machine)));
        return machine;
    }
}
