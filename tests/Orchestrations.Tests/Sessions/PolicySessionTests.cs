using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Operations;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Diagnosis.Causes;
using GlusterDr.Sessions.Repair;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using GlusterDr.Tests.Orchestrations.Sync;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>A policy's session holds a recovery point while it stands still: whatever lets it run outside a run costs that point, and says so.</summary>
public sealed class PolicySessionTests
{
    [Fact]
    public async Task A_secondary_that_others_can_write_to_is_a_warning_of_the_check()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        sites.Secondary.Options.Set("features.read-only", "off");

        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));

        check.Findings.ShouldContain(
            f => f.Outcome == CheckOutcome.Warning && f.Error!.Code == ErrorCodes.SecondaryWritable, string.Join('\n', check.Findings));
    }

    [Fact]
    public async Task A_secondary_that_others_can_write_to_is_a_warning_of_the_run_and_the_session()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.StartAsync();
        sites.Secondary.Options.Set("features.read-only", "off");

        SessionView view = await sites.Simulation.RunUntilAsync(
            sites.Plane.Get<SessionCatalog>().GetAsync(SessionAddress.Parse("p1/gv1/s1::gv2"), TimeSpan.Zero, CancellationToken.None));
        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        Error warning = report.Run.Warnings.Concat(report.Destinations[0].Warnings).Single(w => w.Code == ErrorCodes.SecondaryWritable);
        warning.Advice!.ShouldContain("gluster volume set gv2 features.read-only on");
        view.Warnings.ShouldHaveSingleItem().Code.ShouldBe(ErrorCodes.SecondaryWritable);
        // No run sets the option: set-up does, and Gluster where it creates a session. So the warning stands until somebody does.
        sites.Secondary.Options["features.read-only"].ShouldBe("off");
        sites.World.CommandCounts.Keys.ShouldNotContain("gluster volume set");
        view = await sites.Simulation.RunUntilAsync(
            sites.Plane.Get<SessionCatalog>().GetAsync(SessionAddress.Parse("p1/gv1/s1::gv2"), TimeSpan.Zero, CancellationToken.None));
        view.Warnings.ShouldHaveSingleItem().Code.ShouldBe(ErrorCodes.SecondaryWritable);
        CheckReport check = await sites.Simulation.RunUntilAsync(sites.Plane.Get<IPolicyChecker>().CheckAsync(sites.Policy, CancellationToken.None));
        check.Findings.ShouldContain(f => f.Outcome == CheckOutcome.Warning && f.Error!.Code == ErrorCodes.SecondaryWritable);

        sites.Secondary.Options.Set("features.read-only", "on");
        await sites.ShouldRecoverAsync();
    }

    private static readonly SessionAddress s_address = SessionAddress.Parse("p1/gv1/s1::gv2");

    [Fact]
    public async Task A_repair_leaves_the_recovery_point_alone_unless_it_is_forced()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.ShouldRecoverAsync();
        sites.World.Site("main").Volume("gv1").Options.Set("changelog.rollover-time", "1");

        OperationResult refused = await RepairAsync(sites, force: false);

        refused.State.ShouldBe(OperationState.Failed);
        refused.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.SessionUnsafe);
        refused.Error.Actions.ShouldBe([AdvisedAction.StartRun(sites.Policy.Name)]);
        refused.Summary.ShouldStartWith("No changes were made");
        (await PointAsync(sites)).SupersededBy.ShouldBeNull();

        OperationResult forced = await RepairAsync(sites, force: true);

        forced.State.ShouldBe(OperationState.Succeeded, $"{forced.Summary} {forced.Error}");
        (await PointAsync(sites)).SupersededBy.ShouldNotBeNull().ShouldStartWith("repair-");
        sites.Session.State.ShouldBe(SessionState.Stopped, "as it was found");
    }

    [Fact]
    public async Task A_start_by_hand_costs_the_recovery_point()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        await sites.ShouldRecoverAsync();
        SessionControl control = sites.Plane.Get<SessionControl>();

        DrException refused = await Should.ThrowAsync<DrException>(sites.Simulation.RunUntilAsync(control.StartAsync(s_address, force: false, default)));
        refused.Error.Code.ShouldBe(ErrorCodes.SessionUnsafe);
        (await PointAsync(sites)).SupersededBy.ShouldBeNull();

        await sites.Simulation.RunUntilAsync(control.StartAsync(s_address, force: true, default));
        (await PointAsync(sites)).SupersededBy.ShouldBe("the start of the session");
    }

    private static async Task<RecoveryPoint> PointAsync(SimulatedSites sites) =>
        (await sites.Plane.Get<RecoveryPointStore>().ListAsync(sites.Policy.Name, CancellationToken.None))[^1];

    private static async Task<OperationResult> RepairAsync(SimulatedSites sites, bool force)
    {
        RepairRequest request = new DiagnosisBody { Within = "1h", Force = force }.ToRepair(s_address);
        string id = await sites.Plane.Get<OperationStarter>().StartAsync(OperationId.Repair, RepairRequest.OrchestratorName, "gv1", request, CancellationToken.None);
        Durable.OrchestrationMetadata end = await sites.Simulation.RunUntilAsync(sites.Plane.Engine.WaitForInstanceCompletionAsync(id));
        sites.Clock.Advance(TimeSpan.FromSeconds(1));
        return System.Text.Json.JsonSerializer.Deserialize<OperationResult>(end.SerializedOutput!, DrJson.Options).ShouldNotBeNull();
    }
}
