using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Ids;
using GlusterDr.Operations;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Diagnosis;
using GlusterDr.Sessions.Repair;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using GlusterDr.Tests.Orchestrations.Sync;

namespace GlusterDr.Tests.Orchestrations.Sessions;

/// <summary>What changes sessions has the lease of the site as runs have it, and is refused while another control plane has it.</summary>
public sealed class SessionLeaseTests
{
    private const string Start = "gluster volume geo-replication start";
    private static readonly SessionAddress s_address = SessionAddress.Parse("p1/gv1/s1::gv2");
    private static readonly SetUpRequest s_further = new("p1", new GeoRepSession("gv1", null, "s1", "gv7"));

    [Theory]
    [InlineData("repair")]
    [InlineData("resume")]
    [InlineData("stop")]
    [InlineData("stop before it starts")]
    [InlineData("clean")]
    [InlineData("create")]
    public async Task A_session_that_another_ones_run_is_at_work_on_is_left_alone(string command)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        string id = sites.NextRun;
        ControlPlane second = await sites.StartBesideAsync();
        AddVolume(sites);
        Error? refused = null;
        Task deed = sites.DoAt(c => command == "stop" ? IsReplicating(sites, c) : c.Is("agent marker"), async () => refused = await TryAsync(second, command));

        RunReport report = await sites.RunOnAsync(first);
        await sites.Simulation.RunUntilAsync(deed);

        refused.ShouldNotBeNull().ShouldTell(ErrorCodes.LeaseHeld, id);
        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        await sites.ShouldBeTidyAsync();
    }

    /// <summary>While it lasts, no run of another one begins; afterwards it may.</summary>
    [Fact]
    public async Task A_repair_has_the_lease_and_gives_it_back()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        ControlPlane second = await sites.StartBesideAsync();
        RunReport? refused = null;
        Task deed = sites.DoAt(c => c.Is("agent marker"), async () => refused = await sites.RunOnAsync(second));

        await sites.Simulation.RunUntilAsync(RepairAsync(first));
        await sites.Simulation.RunUntilAsync(deed);

        refused.ShouldNotBeNull().ShouldHaveFailed(ErrorCodes.LeaseHeld, "operation 'repair-gv1");
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        RunReport next = await sites.RunOnAsync(second);
        next.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(next));
    }

    /// <summary>Of one's own run it is known that it fails tidily.</summary>
    [Fact]
    public async Task A_stop_by_force_ends_a_run_of_the_same_one()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane plane = await sites.StartAsync();
        Error? refused = null;
        Task deed = sites.DoAt(c => IsReplicating(sites, c), async () =>
        {
            refused = await TryAsync(plane, "stop");
            sites.Session.State.ShouldBe(SessionState.Stopped);
        });

        await sites.RunOnAsync(plane);
        await sites.Simulation.RunUntilAsync(deed);

        refused.ShouldBeNull();
    }

    /// <summary>While it lasts, no run of another one begins, nor one of its own; afterwards it may.</summary>
    [Theory]
    [InlineData("agent authorize")]
    [InlineData("gluster volume geo-replication create")]
    [InlineData(Start)]
    public async Task A_set_up_has_the_lease_and_gives_it_back(string at)
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 2).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        ControlPlane second = await sites.StartBesideAsync();
        AddVolume(sites);
        List<RunReport> refused = [];
        Task deed = sites.DoAt(c => c.Is(at), async () =>
        {
            refused.Add(await sites.RunOnAsync(second));
            refused.Add(await sites.RunOnAsync(first));
        });

        OperationResult made = await sites.Simulation.RunUntilAsync(SetUpAsync(first, s_further));
        await sites.Simulation.RunUntilAsync(deed);

        made.State.ShouldBe(OperationState.Succeeded, $"{made.Summary} {made.Error}");
        refused.Count.ShouldBe(2);
        refused[0].ShouldHaveFailed(ErrorCodes.LeaseHeld, "operation 'session-gv1", Environment.MachineName);
        refused[1].ShouldHaveFailed(ErrorCodes.LeaseHeld, "operation 'session-gv1");
        sites.World.CommandCounts.GetValueOrDefault("virsh snapshot-create-as").ShouldBe(0);
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        RunReport next = await sites.RunOnAsync(second);
        next.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(next));
    }

    [Fact]
    public async Task A_set_up_that_lasts_longer_than_the_bound_keeps_its_lease()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        ControlPlane second = await sites.StartBesideAsync();
        AddVolume(sites);
        bool connects = true;
        sites.World.When(c => connects && c.Is("gluster volume geo-replication status")).SpeakOf("Active", "Initializing...");
        List<RunReport> refused = [];
        Task deed = sites.DoAt(c => c.Is(Start), async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                refused.Add(await sites.RunOnAsync(second));
                await Task.Delay(TimeSpan.FromMinutes(8), sites.Clock);
            }

            connects = false;
        });

        OperationResult made = await sites.Simulation.RunUntilAsync(SetUpAsync(first, s_further with { ActiveTimeout = TimeSpan.FromHours(1) }));
        await sites.Simulation.RunUntilAsync(deed);

        made.State.ShouldBe(OperationState.Succeeded, $"{made.Summary} {made.Error}");
        refused.Count.ShouldBe(3);
        refused.ShouldAllBe(r => r.Run.Error!.Code == ErrorCodes.LeaseHeld);
    }

    /// <summary>It comes back while another one has the site: it undoes nothing there, and says what is left.</summary>
    [Fact]
    public async Task A_set_up_that_was_taken_over_changes_nothing_more()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        AddVolume(sites);
        TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sites.World.When("gluster volume geo-replication create").Once().DoAfter(() =>
        {
            first.Kill();
            killed.SetResult();
        });
        string id = await BeginAsync(first, s_further);
        await sites.Simulation.RunUntilAsync(killed.Task);
        sites.Clock.Advance(TimeSpan.FromSeconds(30));
        ControlPlane second = await sites.StartBesideAsync();
        (await sites.RunOnAsync(second)).ShouldHaveFailed(ErrorCodes.LeaseHeld, id);
        sites.Clock.Advance(SiteLeases.Bound);
        RunReport report = await sites.RunOnAsync(second);
        report.ShouldHaveWarned(ErrorCodes.RunDied, "taken over", id);

        OperationResult lost = await sites.Simulation.RunUntilAsync(ResultOfAsync(await sites.ReviveAsync(1), id));

        lost.State.ShouldBe(OperationState.Failed);
        lost.Error.ShouldNotBeNull().Code.ShouldBe(ErrorCodes.LeaseLost);
        lost.Summary.ShouldContain("some changes were not rolled back");
        lost.Left.ShouldContain(e => e.Message.StartsWith("Not rolled back: create the session"));
        sites.World.Sessions.Count.ShouldBe(2, "the session that it had made is there still");
    }

    [Fact]
    public async Task A_clean_up_has_the_lease_and_gives_it_back()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 1).EnterAsync();
        ControlPlane first = await sites.StartAsync();
        ControlPlane second = await sites.StartBesideAsync();
        AddVolume(sites);
        (await sites.Simulation.RunUntilAsync(SetUpAsync(first, s_further))).State.ShouldBe(OperationState.Succeeded);
        SessionAddress further = new("p1", s_further.Session);
        await sites.Simulation.RunUntilAsync(first.Get<SessionControl>().RemoveAsync(further, resetSyncTime: true, force: true, default));
        List<RunReport> refused = [];
        Task deed = sites.DoAt(c => c.Is("gluster volume reset"), async () =>
        {
            refused.Add(await sites.RunOnAsync(second));
            refused.Add(await sites.RunOnAsync(first));
        }, takes: TimeSpan.FromSeconds(90));

        SessionOutcome outcome = await sites.Simulation.RunUntilAsync(first.Get<SecondaryCleaner>().CleanAsync(further, null, default));
        await sites.Simulation.RunUntilAsync(deed);

        outcome.Changed.ShouldBeTrue();
        refused.Count.ShouldBe(2);
        refused.ForEach(r => r.ShouldHaveFailed(ErrorCodes.LeaseHeld, "clean-gv7-"));
        sites.Clock.Advance(TimeSpan.FromSeconds(2));
        RunReport next = await sites.RunOnAsync(second);
        next.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(next));
    }

    /// <summary>A volume at the secondary's site that has no session yet.</summary>
    private static void AddVolume(SimulatedSites sites)
    {
        sites.World.Site("backup").AddVolume("gv7", VolumeType.Distribute, bricks: 2).Options.Set("performance.strict-write-ordering", "on");
        sites.World.Site("main").Volume("gv1").Options.Set("performance.strict-write-ordering", "on");
    }

    private static bool IsReplicating(SimulatedSites sites, CommandCall call) =>
        call.Is("gluster volume geo-replication status") && sites.Session.State == SessionState.Started;

    /// <summary>What a command is refused with; null: it was not.</summary>
    private static async Task<Error?> TryAsync(ControlPlane plane, string command)
    {
        try
        {
            return command switch
            {
                "repair" => await RepairAsync(plane),
                "create" => (await SetUpAsync(plane, s_further)).Error,
                "resume" => Of(await plane.Get<SessionControl>().ResumeAsync(s_address, force: true, CancellationToken.None)),
                "stop" => Of(await plane.Get<SessionControl>().StopAsync(s_address, force: true, CancellationToken.None)),
                "stop before it starts" => Of(await plane.Get<SessionControl>().StopAsync(s_address, force: false, CancellationToken.None)),
                "clean" => Of(await plane.Get<SecondaryCleaner>().CleanAsync(s_address, null, CancellationToken.None)),
                _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
            };
        }
        catch (DrException e)
        {
            return e.Error;
        }

        static Error? Of(SessionOutcome _) => null;
    }

    private static async Task<OperationResult> SetUpAsync(ControlPlane plane, SetUpRequest request) =>
        await ResultOfAsync(plane, await BeginAsync(plane, request));

    private static Task<string> BeginAsync(ControlPlane plane, SetUpRequest request) => plane.Get<OperationStarter>().StartAsync(
        OperationId.Session, SetUpRequest.OrchestratorName, request.Session.PrimaryVolume, request, CancellationToken.None);

    private static async Task<OperationResult> ResultOfAsync(ControlPlane plane, string id)
    {
        Durable.OrchestrationMetadata end = await plane.Engine.WaitForInstanceCompletionAsync(id);
        return JsonSerializer.Deserialize<OperationResult>(end.SerializedOutput!, DrJson.Options)!;
    }

    private static async Task<Error?> RepairAsync(ControlPlane plane)
    {
        RepairRequest request = new DiagnosisBody { Within = "1h", Force = true }.ToRepair(s_address);
        string id = await plane.Get<OperationStarter>().StartAsync(OperationId.Repair, RepairRequest.OrchestratorName, "gv1", request, CancellationToken.None);
        return (await ResultOfAsync(plane, id)).Error;
    }
}
