using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;

namespace GlusterDr.Tests.Orchestrations.Sync;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_freezes_carries_proves_merges_and_leaves_nothing()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 5).EnterAsync();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
        report.Vms.Count.ShouldBe(5);
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged);
        report.Destinations.ShouldHaveSingleItem().RecoveryPoint.ShouldNotBeNull();
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Run_after_run_succeeds()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        for (int i = 0; i < 5; i++)
        {
            RunReport report = await sites.RunAsync();
            report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
            sites.ShouldBeProven(report);
            await sites.ShouldBeTidyAsync();
            sites.Clock.Advance(TimeSpan.FromMinutes(30));
        }
    }

    [Fact]
    public async Task Paused_between_runs_it_resumes()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.Policy = sites.Policy with
        {
            Destinations = [sites.Policy.Destinations[0] with { BetweenRuns = BetweenRuns.Paused }],
            Changelog = new ChangelogSettings { RolloverTime = 3, ChangeInterval = 1 },
        };
        for (int i = 0; i < 3; i++)
        {
            RunReport report = await sites.RunAsync();
            report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
            sites.ShouldBeProven(report);
        }
    }

    [Fact]
    public async Task Events_make_it_look_and_nothing_else()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        await sites.StartAsync();
        string id = RunId.Create(sites.Policy.Name, sites.Clock.GetUtcNow());
        List<Task> raised = [];
        sites.World.When(c => c.Is("gluster volume geo-replication status") && sites.Session.State == SessionState.Started)
            .DoBefore(() => raised.Add(sites.Simulation.BeginAsync(() => sites.Plane.Engine.RaiseEventAsync(id, RunStarter.CheckNowEvent("backup"), ""))));

        RunReport report = await sites.RunAsync();

        await Task.WhenAll(raised);
        raised.Count.ShouldBeGreaterThan(10, "each look had an event that called for the next one");
        report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Snapshots_inside_images_are_proven_while_the_images_go_on_changing()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { Kind = SnapshotKind.Internal } };
        for (int i = 0; i < 2; i++)
        {
            RunReport report = await sites.RunAsync();
            report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
            report.Vms.ShouldAllBe(vm => vm.Snapshot!.Kind == SnapshotKind.Internal);
            sites.ShouldBeProven(report);
            await sites.ShouldBeTidyAsync();
        }
    }

    [Fact]
    public async Task A_snapshot_inside_an_image_that_did_not_arrive_is_no_recovery_point()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = new SnapshotSettings { Kind = SnapshotKind.Internal } };
        string image = sites.World.Machines["vm1"].Disks[0].Layers[0];
        sites.Session.SilentlySkipped.Add(image);

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Failed);
        report.Run.Error!.Message.ShouldContain(image);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Gluster_before_ten_is_understood()
    {
        await using SimulatedSites sites = await new SimulatedSites(options: new WorldOptions { GlusterVersion = "9.6" }).EnterAsync();
        RunReport report = await sites.RunAsync();
        report.Run.State.ShouldBe(RunState.Succeeded, Why(report));
        sites.ShouldBeProven(report);
    }

    [Fact]
    public async Task Two_destinations_one_failing_the_others_point_is_good()
    {
        await using SimulatedSites sites = await new SimulatedSites(destinations: 2).EnterAsync();
        sites.World.Session("gv1", "t1::gv3").LinkCut = true;

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings);
        report.Destinations.Single(d => d.Name == "backup").RecoveryPoint.ShouldNotBeNull();
        RunDestination failed = report.Destinations.Single(d => d.Name == "far");
        failed.State.ShouldBe(DestinationState.Failed);
        failed.Error.ShouldNotBeNull();
        sites.ShouldBeProven(report);
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_second_start_is_refused_and_names_the_live_run()
    {
        await using SimulatedSites sites = await new SimulatedSites().EnterAsync();
        await sites.StartAsync();
        RunStarter starter = sites.Plane.Get<RunStarter>();
        string live = await starter.StartAsync("vms", RunTrigger.Demand, CancellationToken.None);
        sites.Clock.Advance(TimeSpan.FromSeconds(2));

        DrException refused = await Should.ThrowAsync<DrException>(() => starter.StartAsync("vms", RunTrigger.Demand, CancellationToken.None));

        refused.Error.Code.ShouldBe(ErrorCodes.LeaseHeld);
        refused.Error.Message.ShouldContain(live);
        (await sites.EndOfAsync(live)).Run.State.ShouldBe(RunState.Succeeded);
    }

    internal static string Why(RunReport report) =>
        string.Join('\n', [report.Run.Error, .. report.Run.Warnings, .. report.Vms.Select(v => v.Error)]);
}
