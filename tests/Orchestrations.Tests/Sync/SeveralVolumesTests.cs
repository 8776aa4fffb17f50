using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using GlusterDr.Vms;

namespace GlusterDr.Tests.Orchestrations.Sync;

/// <summary>Runs of a policy with two primary volumes: machines with a system disk on one and a data disk on the other.</summary>
public sealed class SeveralVolumesTests
{
    [Fact]
    public async Task One_run_freezes_carries_and_proves_both_and_leaves_nothing()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 3).EnterAsync();
        for (int i = 0; i < 3; i++)
        {
            RunReport report = await sites.RunAsync();

            report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
            report.ShouldHaveMergedAll();
            RecoveryPoint system = await sites.ShouldHoldPointAsync(report, "backup");
            RecoveryPoint data = await sites.ShouldHoldPointAsync(report, "backup-data");
            Names(system).ShouldBe(["system", "vm1", "vm2", "vm3"]);
            Names(data).ShouldBe(["data", "vm1", "vm2", "vm3"]);
            (system.FilesCompared, data.FilesCompared).ShouldBe((4, 4), "each looks at its own disks only");
            (system.PrimaryVolume, data.PrimaryVolume).ShouldBe((null, "gv5"));
            system.VmsOnSeveralVolumes.Order().ShouldBe(["vm1", "vm2", "vm3"]);
            system.VmsNotWhole.ShouldBeEmpty();
            MomentOf(system, "vm1").ShouldBe(MomentOf(data, "vm1"));
            await sites.ShouldBeTidyAsync();
            sites.Clock.Advance(TimeSpan.FromMinutes(30));
        }
    }

    /// <summary>Two policies, one volume each, and machines with a disk on both: their leases do not keep the runs apart.</summary>
    [Fact]
    public async Task What_a_run_of_another_policy_is_at_work_on_is_left_to_it()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 2).EnterAsync();
        Policy data = sites.Policy with { Name = "data", Volume = "gv5", Destinations = [sites.Policy.Destinations[1] with { PrimaryVolume = null }] };
        sites.Policy = sites.Policy with { Destinations = [sites.Policy.Destinations[0]] };
        await sites.StartAsync();
        await sites.Plane.Get<PolicyStore>().SaveAsync(data, CancellationToken.None);
        Task<string>? other = null;
        sites.World.When("agent marker").Once().DoBefore(() => other = sites.Plane.Get<RunStarter>().StartAsync("data", RunTrigger.Demand, CancellationToken.None));

        RunReport report = await sites.RunAsync();
        RunReport beside = await sites.EndOfAsync(await other.ShouldNotBeNull());

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.ShouldHaveMergedAll();
        beside.Vms.Where(v => v.State == VmState.LeftOut).Select(v => v.Vm.Name).Order().ShouldBe(["vm1", "vm2"]);
        beside.Vms.Single(v => v.Vm.Name == "vm1").Error!.Message.ShouldContain($"the snapshot of run {report.Run.Id} is not merged");
        Names(await sites.ShouldHoldPointAsync(report, "backup")).ShouldBe(["system", "vm1", "vm2"]);
        await sites.ShouldBeTidyAsync();
    }

    [Theory]
    [InlineData("backup-data", "backup", "gv5")]
    [InlineData("backup", "backup-data", "gv1")]
    public async Task Where_one_copy_fails_the_machines_that_are_not_whole_are_named(string failing, string other, string volume)
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 2).EnterAsync();
        SimulatedSession session = failing == "backup" ? sites.Session : sites.DataSession;
        session.LinkCut = true;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmNotWhole, "site 'backup'", "'vm1', 'vm2'", $"volume '{volume}'");
        Error torn = report.Run.Warnings.Single(w => w.Code == ErrorCodes.VmNotWhole);
        torn.Message.ShouldNotContain("'system'");
        torn.Message.ShouldNotContain("'data'");
        torn.Class.ShouldBe(ErrorClass.Transient);
        report.Destinations.Single(d => d.Name == failing).State.ShouldBe(DestinationState.Failed);
        (await sites.ShouldHoldPointAsync(report, other)).VmsNotWhole.ShouldBe(["vm1", "vm2"]);
        report.ShouldHaveMergedAll();
        await sites.ShouldBeTidyAsync();

        session.LinkCut = false;
        await ShouldBeWholeAgainAsync(sites);
    }

    [Fact]
    public async Task What_did_not_arrive_on_one_volume_costs_that_volumes_point_alone()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains().EnterAsync();
        string image = sites.World.Machines["vm1"].Disks.Single(d => d.Volume!.Name == "gv5").Layers[0];
        sites.DataSession.SilentlySkipped.Add(image);
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Cure = false } };

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.VmNotWhole, "'vm1'");
        Error differs = report.Destinations.Single(d => d.Name == "backup-data").Error.ShouldNotBeNull();
        differs.ShouldTell(ErrorCodes.ContentDiffers, image);
        Names(await sites.ShouldHoldPointAsync(report, "backup")).ShouldBe(["system", "vm1"]);
        await sites.ShouldBeTidyAsync();

        sites.Policy = sites.Policy with { Verification = new VerificationSettings() };
        sites.DataSession.SilentlySkipped.Clear();
        report = await sites.RunAsync();
        await sites.ShouldHoldPointAsync(report, "backup-data");
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_volume_that_nobody_is_frozen_on_keeps_what_it_had()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 0).EnterAsync();
        RunReport first = await sites.RunAsync();
        first.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(first));
        sites.Engine.Vm("data").Delete();
        int starts = 0;
        sites.World.When(c => c.Is("gluster volume geo-replication start") && c.Has("gv5")).DoBefore(() => starts++);

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.NothingToProtect, "'backup-data'", "'gv5'");
        report.Run.Error.ShouldBeNull();
        RunDestination idle = report.Destinations.Single(d => d.Name == "backup-data");
        (idle.State, idle.RecoveryPoint).ShouldBe((DestinationState.LeftOut, null));
        starts.ShouldBe(0, "its session");
        await sites.ShouldHoldPointAsync(report, "backup");
        (await sites.ShouldHoldPointAsync(first, "backup-data")).SupersededBy.ShouldBeNull();
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_machine_that_is_shut_off_is_in_the_points_of_all_its_volumes()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains(machines: 2).EnterAsync();
        sites.Engine.Vm("vm2").Stop();
        sites.Engine.Vm("data").Stop();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        RecoveryPoint system = await sites.ShouldHoldPointAsync(report, "backup");
        RecoveryPoint data = await sites.ShouldHoldPointAsync(report, "backup-data");
        system.VmsShutOff.Select(vm => vm.Name).ShouldBe(["vm2"]);
        data.VmsShutOff.Select(vm => vm.Name).ShouldBe(["data", "vm2"]);
        data.VmsOnSeveralVolumes.ShouldBe(["vm1", "vm2"], ignoreOrder: true);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_site_that_gets_one_of_them_is_warned_of_and_its_machines_are_named()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains().EnterAsync();
        Scenarios.AddSecondary(sites.World, sites.World.Site("main").Volume("gv1"), "far", "t1", "gv3");
        Destination first = sites.Policy.Destinations[0];
        sites.Policy = sites.Policy with
        {
            Destinations = [.. sites.Policy.Destinations, first with { Name = "far", Site = first.Site with { Name = "far", GlusterHosts = ["t1"] }, SessionHost = "t1", Volume = "gv3" }],
        };
        await sites.StartAsync();

        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));
        RunReport report = await sites.RunAsync();

        CheckFinding finding = check.Findings.Single(f => f.Error?.Code == ErrorCodes.VmNotWhole);
        finding.Subject.ShouldBe("site far");
        finding.Fact.ShouldContain("volume gv5");
        Error torn = report.Run.Warnings.ShouldHaveSingleItem();
        torn.ShouldTell(ErrorCodes.VmNotWhole, "site 'far'", "'vm1'", "'gv5'");
        torn.Class.ShouldBe(ErrorClass.NeedsPerson);
        await sites.ShouldHoldPointAsync(report, "far");
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Both_changelogs_are_tuned()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains().EnterAsync();
        sites.Policy = sites.Policy with { Changelog = new ChangelogSettings { RolloverTime = 5 } };

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        string[] times = [.. new[] { "gv1", "gv5" }.Select(v => sites.World.Site("main").Volume(v).Options["changelog.rollover-time"])];
        times.ShouldBe(["5", "5"]);
    }

    [Fact]
    public async Task A_brick_that_was_restarted_makes_its_own_volume_suspicious_and_no_other()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains().EnterAsync();
        sites.Policy = sites.Policy with { Verification = new VerificationSettings { Content = ContentCheck.Sampled, WholeUpTo = 0, SampleBlocks = 1 } };
        await sites.RunAsync();
        sites.World.Site("main").Volume("gv5").RestartBrick(0);

        RunReport report = await sites.RunAsync();

        RecoveryPoint system = await sites.ShouldHoldPointAsync(report, "backup");
        RecoveryPoint data = await sites.ShouldHoldPointAsync(report, "backup-data");
        data.BytesCompared.ShouldBeGreaterThan(100 * system.BytesCompared, "every byte of one, samples of the other");
    }

    [Fact]
    public async Task While_it_runs_no_policy_gets_either_volume()
    {
        await using SimulatedSites sites = await SimulatedSites.WithTwoDomains().EnterAsync();
        await sites.StartAsync();
        RunStarter starter = sites.Plane.Get<RunStarter>();
        Destination data = sites.Policy.Destinations[1] with { PrimaryVolume = null };
        await sites.Plane.Get<PolicyStore>().SaveAsync(sites.Policy with { Name = "other", Volume = "gv5", Destinations = [data] }, CancellationToken.None);
        string live = await starter.StartAsync("vms", RunTrigger.Demand, CancellationToken.None);

        DrException refused = await Should.ThrowAsync<DrException>(() => starter.StartAsync("other", RunTrigger.Demand, CancellationToken.None));

        refused.Error.ShouldTell(ErrorCodes.LeaseHeld, live, "'gv5'");
        (await sites.EndOfAsync(live)).Run.State.ShouldBe(RunState.Succeeded);
        await sites.ShouldBeTidyAsync();
    }

    private static async Task ShouldBeWholeAgainAsync(SimulatedSites sites)
    {
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldHoldPointAsync(report, "backup");
        await sites.ShouldHoldPointAsync(report, "backup-data");
        await sites.ShouldBeTidyAsync();
    }

    private static string[] Names(RecoveryPoint point) => [.. point.Vms.Select(v => v.VmName).Order(StringComparer.Ordinal)];

    private static DateTimeOffset MomentOf(RecoveryPoint point, string vm)
    {
        VmSnapshot snapshot = point.Vms.Single(v => v.VmName == vm);
        snapshot.Disks.ShouldHaveSingleItem("of several disks only the one on this volume");
        return snapshot.TakenAt;
    }
}
