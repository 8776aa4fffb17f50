using System.Text.Json.Serialization;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Reads a session's status and judges it; keeps the evidence when the checkpoint is reached.</summary>
/// <remarks>
/// Reached means more here than Gluster's Yes: every subvolume must also have synced past the marker. Checkpoints and
/// changelogs count whole seconds, so a changelog that rolled over just before the snapshot, within the checkpoint's own
/// second, could complete it alone; the marker's second is a later one.
/// </remarks>
public sealed class VerifyCheckpoint(RunAccess access, GlusterClient gluster, TimeProvider time) : Activity<VerifyCheckpoint.Input, VerifyCheckpoint.Result>
{
    /// <summary>The checkpoint and the marker that the session must have passed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination.</param>
    /// <param name="Checkpoint">The checkpoint that must be reached.</param>
    /// <param name="Marker">The time of the marker that a live feed must pass.</param>
    /// <param name="DetectedBy">What caused this check: an event or a poll.</param>
    public sealed record Input(
        string RunId, string Destination, DateTimeOffset Checkpoint, DateTimeOffset Marker, [property: JsonPropertyName("toldBy")] string DetectedBy);

    /// <summary>What the status of the session shows.</summary>
    /// <param name="Verdict">What it amounts to.</param>
    /// <param name="Reason">In words.</param>
    /// <param name="MarkerPassed">Every subvolume has synced past the marker: the feed is alive.</param>
    /// <param name="PendingOperations">Entry, data and metadata operations pending.</param>
    /// <param name="LastSynced">The least over the Active workers.</param>
    public sealed record Result(
        SessionVerdict Verdict,
        string Reason,
        bool MarkerPassed,
        long? PendingOperations,
        DateTimeOffset? LastSynced)
    {
        /// <summary>What is not as it should be, though a checkpoint can be reached so: a node that does not report, say.</summary>
        public IReadOnlyList<string> Oddities { get; init; } = [];
    }

    /// <inheritdoc/>
    public override async Task<Result> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationStep step = new(input.RunId, input.Destination);
        DestinationAccess destination = await access.DestinationAsync(step, cancellation);
        Task<GlusterVolume> volumeTask = gluster.GetVolumeAsync(destination.PrimaryPool, destination.PrimaryVolume, cancellation);
        GeoRepStatus status = await gluster.GetSessionStatusAsync(destination.PrimaryPool, destination.Session, cancellation);
        GlusterVolume volume = await volumeTask;

        CheckpointVerdict checkpoint = CheckpointEvaluator.Evaluate(status, volume, destination.Session, input.Checkpoint);
        MarkerEvaluator.Verdict marker = MarkerEvaluator.Evaluate(status, volume, input.Marker);
        SessionVerdict verdict = checkpoint.IsComplete && !marker.Passed ? SessionVerdict.Waiting : Translate(checkpoint.State);
        if (verdict == SessionVerdict.Complete)
        {
            await access.UpdateAsync(
                step,
                d => d with { Evidence = status.Workers, CompletedAt = time.GetUtcNow(), DetectedBy = input.DetectedBy },
                cancellation);
        }

        return new Result(verdict, Reason(checkpoint, marker), marker.Passed, Pending(status), LastSynced(status))
        {
            Oddities = checkpoint.Warnings,
        };
    }

    private static SessionVerdict Translate(CheckpointState state) => state switch
    {
        CheckpointState.Complete => SessionVerdict.Complete,
        CheckpointState.Waiting => SessionVerdict.Waiting,
        CheckpointState.Faulty => SessionVerdict.Faulty,
        CheckpointState.Failures => SessionVerdict.Failures,
        _ => SessionVerdict.NotActive,
    };

    private static string Reason(CheckpointVerdict checkpoint, MarkerEvaluator.Verdict marker) => (checkpoint.IsComplete, marker.Passed) switch
    {
        (true, true) => "checkpoint reached",
        (true, false) => $"checkpoint reached, but the test change written after it is not yet replicated by {string.Join(", ", marker.Behind)}",
        _ => string.Join("; ", checkpoint.Reasons),
    };

    private static long? Pending(GeoRepStatus status) => status.Workers
        .Where(w => w.State == GeoRepWorkerState.Active)
        .Select(w => w.Entry + w.Data + w.Meta)
        .Aggregate((long?)null, (sum, n) => n is null ? sum : (sum ?? 0) + n);

    private static DateTimeOffset? LastSynced(GeoRepStatus status) => status.Workers
        .Where(w => w.State == GeoRepWorkerState.Active)
        .Min(w => w.LastSynced);
}
