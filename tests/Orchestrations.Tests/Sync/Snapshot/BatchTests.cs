using GlusterDr.Conformance;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Local.Store;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Simulators;
using GlusterDr.Tests.Orchestrations.Harness;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Orchestrations.Sync.Snapshot;

/// <summary>Runs of more machines than one history should hold: workflows of their own freeze and merge them in batches.</summary>
[TakesLong(17)]
public sealed class BatchTests
{
    private const int Machines = 60;
    private const string Refusal = "internal error: unable to execute QEMU command 'transaction': Device is busy";

    private readonly SnapshotSettings _four = new() { Parallel = 4 };

    [Fact]
    public async Task A_runs_history_does_not_grow_with_its_machines()
    {
        await using SimulatedSites sites = await new SimulatedSites(machines: 300).EnterAsync();

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.Succeeded, RunTests.Why(report));
        report.Vms.Count.ShouldBe(300);
        await sites.ShouldBeGoodAsync(report);
        Dictionary<string, long> histories = Histories(sites);
        histories[report.Run.Id].ShouldBeLessThan(600, "two rows a step, and 600 steps concern machines");
        histories.Where(h => h.Key != report.Run.Id).ShouldAllBe(h => h.Value < 120);
        histories.Keys.ShouldContain($"batch-of-{report.Run.Id}-snapshot-001");
        histories.Keys.ShouldContain($"batch-of-{report.Run.Id}-merge-001");
    }

    [Fact]
    public async Task A_machine_that_fails_in_a_batch_hinders_no_other()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        sites.World.Machines["vm1"].SnapshotError = Refusal;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveWarned(ErrorCodes.SnapshotFailed, "vm1", "Device is busy");
        (report.Run.VmsProtected, report.Run.VmsLeftOut).ShouldBe((Machines - 1, 1));
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task Where_the_policy_says_so_one_failure_stops_all_batches()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four with { OnFailure = VmFailureAction.Abort } };
        sites.World.Machines["vm1"].SnapshotError = Refusal;

        RunReport report = await sites.RunAsync();

        report.ShouldHaveFailed(ErrorCodes.SnapshotFailed, "vm1");
        report.Vms.Count(vm => vm.State == VmState.Planned).ShouldBeGreaterThan(Machines / 2, "nothing more is frozen once the run is lost");
        await sites.ShouldBeTidyAsync();
    }

    [Fact]
    public async Task A_cancelled_run_stops_its_batches_and_merges_what_they_froze()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        await sites.StartAsync();
        RunStarter starter = sites.Plane.Get<RunStarter>();
        string id = sites.NextRun;
        Task cancelled = sites.DoAt(c => c.Is("virsh snapshot-create-as"), () => starter.CancelAsync(id, "a test", CancellationToken.None), after: 6);

        RunReport report = await sites.RunAsync();

        await cancelled;
        report.Run.State.ShouldBe(RunState.Cancelled, RunTests.Why(report));
        report.Vms.Count(vm => vm.State == VmState.Merged).ShouldBeInRange(6, 20);
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged || vm.State == VmState.Planned);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task A_batch_that_somebody_ends_by_hand_costs_its_machines_alone()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        await sites.StartAsync();
        string id = sites.NextRun;
        IOrchestrationClient client = sites.Plane.Get<IOrchestrationClient>();
        Task ended = sites.DoAt(c => c.Is("virsh snapshot-create-as"), () => client.TerminateInstanceAsync($"batch-of-{id}-snapshot-001", "a test"), after: 6);

        RunReport report = await sites.RunAsync();

        await ended;
        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Vms.Count(vm => vm.State == VmState.Merged).ShouldBeGreaterThan(Machines / 2);
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged || (vm.State == VmState.LeftOut && vm.Error != null));
        report.Run.VmsLeftOut.ShouldBeGreaterThan(0);
        (report.Run.VmsProtected + report.Run.VmsLeftOut).ShouldBe(Machines);
        RecoveryPoint point = (await sites.Plane.Get<RecoveryPointStore>().ListAsync(sites.Policy.Name, CancellationToken.None)).ShouldHaveSingleItem();
        (point.Vms.Count, point.VmsLeftOut.Count).ShouldBe((report.Run.VmsProtected, report.Run.VmsLeftOut));
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task What_a_merging_batch_that_somebody_ends_by_hand_leaves_the_run_merges_itself()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        await sites.StartAsync();
        string id = sites.NextRun;
        IOrchestrationClient client = sites.Plane.Get<IOrchestrationClient>();
        Task ended = sites.DoAt(c => c.Is("virsh blockcommit"), () => client.TerminateInstanceAsync($"batch-of-{id}-merge-001", "a test"), after: 6);

        RunReport report = await sites.RunAsync();

        await ended;
        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        report.Run.Warnings.ShouldContain(w => w.Message.Contains("terminated"));
        report.Vms.ShouldAllBe(vm => vm.State == VmState.Merged);
        await sites.ShouldBeTidyAsync();
        await sites.ShouldRecoverAsync();
    }

    [Fact]
    public async Task Batches_of_a_run_that_was_ended_by_hand_stop_when_the_next_one_begins()
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        await sites.StartAsync();
        string id = sites.NextRun;
        IOrchestrationClient client = sites.Plane.Get<IOrchestrationClient>();
        Task ended = sites.DoAt(c => c.Is("virsh snapshot-create-as"), () => client.TerminateInstanceAsync(id, "a test"), after: 6);
        Task<string> start = sites.Plane.Get<RunStarter>().StartAsync(sites.Policy.Name, RunTrigger.Demand, CancellationToken.None);
        await sites.Simulation.RunUntilAsync(ended);
        await start;
        sites.Clock.Advance(TimeSpan.FromSeconds(2));

        RunReport report = await sites.RunAsync();

        report.Run.State.ShouldBe(RunState.SucceededWithWarnings, RunTests.Why(report));
        await sites.ShouldRecoverAsync();
        sites.World.Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task Killed_in_the_middle_of_batches_the_run_ends_right(int offset)
    {
        // Not every step: each takes a run of many machines.
        for (int step = 40 + offset; await DiesAndGoesOnAsync(step); step += 33)
        {
        }
    }

    private async Task<bool> DiesAndGoesOnAsync(int step)
    {
        await using SimulatedSites sites = await new SimulatedSites(Machines).EnterAsync();
        sites.Policy = sites.Policy with { Snapshot = _four };
        KillAt killAt = new(step);
        ControlPlane first = await sites.StartAsync(killAt);
        killAt.Kill = first.Kill;
        string id = RunId.Create("vms", sites.Clock.GetUtcNow());
        Task<string> start = first.Get<RunStarter>().StartAsync("vms", RunTrigger.Demand, CancellationToken.None);
        Task over = Task.WhenAny(killAt.Killed, EndAsync(first, start));
        await sites.Simulation.RunUntilAsync(over);
        if (!killAt.Killed.IsCompleted)
        {
            return false;
        }

        sites.Clock.Advance(TimeSpan.FromSeconds(5));
        await sites.StartAsync();
        RunReport report = await sites.EndOfAsync(id);

        report.Run.State.ShouldBe(RunState.Succeeded, $"killed after step {step}: {RunTests.Why(report)}");
        report.Vms.Count.ShouldBe(Machines);
        await sites.ShouldBeGoodAsync(report);
        return true;
    }

    private static async Task EndAsync(ControlPlane plane, Task<string> start) =>
        await plane.Engine.WaitForInstanceCompletionAsync(await start);

    /// <summary>How many rows each instance's history has.</summary>
    private static Dictionary<string, long> Histories(SimulatedSites sites)
    {
        using SqliteConnection connection = sites.Plane.Get<SqliteDatabase>().OpenReader();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT i.instance_id, count(*) FROM instances i JOIN history h USING (instance_key) GROUP BY 1";
        using SqliteDataReader reader = command.ExecuteReader();
        Dictionary<string, long> rows = [];
        while (reader.Read())
        {
            rows[reader.GetString(0)] = reader.GetInt64(1);
        }

        return rows;
    }
}
