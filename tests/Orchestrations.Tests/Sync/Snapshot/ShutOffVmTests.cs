using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync.Snapshot;

/// <summary>VMs that are shut off or paused are on the volume too: their images are compared, and they are in the recovery point by their state.</summary>
public sealed class ShutOffVmTests
{
    private const string IdleImage = "vms/idle.qcow2";
    private const string StartSession = "gluster volume geo-replication start";

    [Fact]
    public async Task Images_of_a_vm_that_is_shut_off_are_compared_and_in_the_point()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        AddIdle(sites);
        sites.World.Machines["vm2"].Pause();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Run.VmsProtected.ShouldBe(3);
        report.Vms.Single(vm => vm.Vm.Name == "idle").State.ShouldBe(VmState.ShutOff);
        report.Destinations[0].FilesCompared.ShouldBe(3);
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.Vms.Select(vm => vm.VmName).ShouldBe(["vm1", "vm2"], ignoreOrder: true);
        point.VmsPaused.ShouldBe(["vm2"]);
        point.VmsShutOff.ShouldHaveSingleItem().Disks.ShouldHaveSingleItem().Chain.ShouldBe([IdleImage]);
        point.FilesNotIncluded.ShouldBe([]);
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_corrupted_image_of_a_vm_that_is_shut_off_is_noticed(bool engine)
    {
        await using SimulatedSites sites = await (engine ? SimulatedSites.WithEngine(machines: 2) : new SimulatedSites(machines: 2)).EnterAsync();
        sites.World.Machines["vm2"].Stop();
        string image = sites.World.Machines["vm2"].Disks[0].Layers[0];
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };
        (await sites.RunAsync()).Run.State.ShouldBe(RunState.Succeeded);
        sites.Secondary.Corrupt(image);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.ContentDiffers, image);
        await sites.ShouldBeTidyAsync();
        sites.Policy = sites.Policy with { Verification = new VerificationSettings() };
        report = await sites.RunAsync();
        report.ShouldHaveWarned(ErrorCodes.ContentDiffers, image);
        report.Destinations[0].Cures.ShouldBe(1);
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData(false, "agent marker")]
    [InlineData(false, StartSession)]
    [InlineData(true, "agent marker")]
    [InlineData(true, StartSession)]
    public async Task A_vm_that_is_started_in_mid_run_is_left_out_alone(bool engine, string during)
    {
        await using SimulatedSites sites = await (engine ? SimulatedSites.WithEngine(machines: 3) : new SimulatedSites(machines: 3)).EnterAsync();
        SimulatedMachine idle = sites.World.Machines["vm2"];
        idle.Stop();
        sites.World.When(during).Once().DoBefore(idle.Start);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmChanged, "vm2", "started");
        report.Destinations[0].Cures.ShouldBe(0);
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.Vms.Select(vm => vm.VmName).ShouldBe(["vm1", "vm3"], ignoreOrder: true);
        point.VmsShutOff.ShouldBeEmpty();
        point.VmsLeftOut.ShouldBe(["vm2"]);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_vm_that_is_started_and_stopped_again_is_told_by_its_image()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        SimulatedMachine idle = AddIdle(sites);
        sites.World.When(StartSession).Once().DoBefore(() =>
        {
            idle.Start();
            sites.World.In(TimeSpan.FromSeconds(2), idle.Stop);
        });

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmChanged, "idle", IdleImage, "written to during the run");
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsShutOff.ShouldBeEmpty();
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Where_every_vm_is_shut_off_there_is_a_point_all_the_same()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.World.Machines.All.ToList().ForEach(m => m.Stop());

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Run.VmsProtected.ShouldBe(2);
        RecoveryPoint point = await sites.ShouldHoldPointAsync(report, "backup");
        point.Vms.ShouldBeEmpty();
        point.VmsShutOff.Select(vm => vm.Name).ShouldBe(["vm1", "vm2"]);
        point.TakenAt.ShouldBeGreaterThan(report.Run.StartedAt.AddMinutes(-1));
    }

    [Fact]
    public async Task An_excluded_vm_is_named()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { Exclude = ["vm2"] } };

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Vms.Single(vm => vm.Vm.Name == "vm2").State.ShouldBe(VmState.Excluded);
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsLeftOut.ShouldBe(["vm2"]);
    }

    [Fact]
    public async Task A_vm_whose_image_is_gone_is_named_and_costs_the_others_nothing()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        AddIdle(sites);
        sites.World.Site("main").Volume("gv1").Lose(IdleImage);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmNotSnapshotable, "idle", IdleImage);
        (await sites.ShouldHoldPointAsync(report, "backup")).VmsLeftOut.ShouldBe(["idle"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_tells_of_every_vm_how_it_will_be_protected(bool engine)
    {
        await using SimulatedSites sites = await (engine ? SimulatedSites.WithEngine(machines: 4) : new SimulatedSites(machines: 4)).EnterAsync();
        sites.World.Machines["vm2"].Stop();
        sites.World.Machines["vm3"].Pause();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { Exclude = ["vm4"] } };
        await sites.StartAsync();

        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, default));

        Fact("vm1").ShouldStartWith("running on h1: a snapshot is taken");
        Fact("vm2").ShouldStartWith("shut off: its images are compared");
        Fact("vm3").ShouldStartWith("paused on h1: a snapshot is taken");
        Fact("vm4").ShouldContain("excludes it");
        check.Findings.Single(f => f.Subject == "virtual machines").Fact.ShouldContain("1 running, 1 paused, 1 shut off, 1 not protected");

        string Fact(string name) => check.Findings.First(f => f.Subject == $"VM {name}").Fact;
    }

    private static SimulatedMachine AddIdle(SimulatedSites sites)
    {
        SimulatedSite main = sites.World.Site("main");
        SimulatedMachine idle = main.Hypervisors[0].AddMachine("idle", main.Volume("gv1"));
        idle.Stop();
        return idle;
    }
}
