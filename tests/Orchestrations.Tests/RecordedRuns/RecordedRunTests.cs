using GlusterDr.Activities.Sync;
using GlusterDr.Durable;
using GlusterDr.Hosting;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Engine.History;
using GlusterDr.Local.Store;
using GlusterDr.Orchestrations.Sync.Merge;
using GlusterDr.Orchestrations.Sync.Snapshot;
using GlusterDr.Runs;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>Runs that earlier versions of the workflows started: the present version must request the same steps, or those runs break.</summary>
/// <remarks>
/// <para>If this fails, a running run would break when GlusterDr is upgraded. Either avoid the change, or raise the version
/// (<see cref="SyncRequest.CurrentVersion"/>) and request the old steps if the run's version is older.</para>
/// <para>The environment variable <see cref="Record"/> makes new recordings of the current version only;
/// those of a released version are never changed.</para>
/// </remarks>
public sealed class RecordedRunTests
{
    private const string Record = "GLUSTERDR_RECORD_RUNS";

    public static TheoryData<int, string> Recordings()
    {
        TheoryData<int, string> all = [];
        foreach (int version in Enumerable.Range(1, SyncRequest.CurrentVersion))
        {
            foreach (string scenario in Scenario.All.Keys.Where(s => (version >= 2 || s != Scenario.SinceVersion2) && (version >= 3 || s != Scenario.SinceVersion3)))
            {
                all.Add(version, scenario);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_run_of_that_version_can_go_on_from_any_step(int version, string scenario)
    {
        string file = RecordedHistory.FileOf(version, scenario);
        if (version == SyncRequest.CurrentVersion && Environment.GetEnvironmentVariable(Record) is not null)
        {
            await using Recording recording = await Scenario.All[scenario]();
            RecordedHistory.Record(recording.Plane.Get<SqliteDatabase>(), file);
        }

        foreach (RecordedInstance instance in RecordedHistory.Read(file))
        {
            await ShouldReplayAsync(instance, instance.Rows.Count);
            await ShouldReplayAsync(instance, instance.Rows.Count / 2);
        }
    }

    [Fact]
    public void Together_the_recordings_hold_every_step_of_a_run()
    {
        string[] asked = [.. Scenario.All.Keys
            .SelectMany(scenario => RecordedHistory.Read(RecordedHistory.FileOf(SyncRequest.CurrentVersion, scenario)))
            .SelectMany(instance => instance.Rows)
            .Where(row => row.Kind is (int)HistoryKind.ActivityScheduled or (int)HistoryKind.SubOrchestrationStarted)
            .Select(row => row.Name!)
            .Distinct()];
        IEnumerable<string> activities = new DurableRegistry().AddActivities().Activities
            .Where(a => a.Value.Namespace!.StartsWith(typeof(RunAccess).Namespace!, StringComparison.Ordinal))
            .Select(a => a.Key);
        string[] steps = [nameof(SnapshotVms), nameof(MergeVms), .. activities];

        steps.Except(asked).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void No_recording_names_folders_of_the_machine_that_made_it(int version, string scenario) =>
        File.ReadAllText(RecordedHistory.FileOf(version, scenario)).ShouldNotContain("stackTrace");

    /// <summary>Asserts that the workflow replays the history, and requests nothing else before its end.</summary>
    private static async Task ShouldReplayAsync(RecordedInstance instance, int rows)
    {
        string directory = Directory.CreateTempSubdirectory("glusterdr-recorded-").FullName;
        try
        {
            string file = Path.Combine(directory, "glusterdr.db");
            RecordedHistory.Restore(file, instance, rows);
            using SqliteDatabase database = SqliteDatabase.Open(file);
            FakeTimeProvider clock = new(new DateTimeOffset(instance.CreatedAt, TimeSpan.Zero));
            await using EmbeddedEngine engine = new(
                database, new DurableRegistry().AddOrchestrations(), type => Activator.CreateInstance(type)!, time: clock);
            await engine.StartAsync();
            await engine.WhenIdleAsync();
            OrchestrationMetadata state = (await engine.GetInstanceAsync(instance.Id)).ShouldNotBeNull();
            state.FailureDetails?.ErrorType.ShouldNotBe(typeof(NonDeterministicException).FullName, state.FailureDetails.ErrorMessage);
            if (rows == instance.Rows.Count && instance.Status != OrchestrationRuntimeStatus.Terminated)
            {
                state.IsCompleted.ShouldBeTrue($"{instance.Id} asks for more than was recorded");
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
