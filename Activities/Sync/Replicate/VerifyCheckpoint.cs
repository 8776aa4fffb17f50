using System.Text.Json.Serialization;
using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Reads the status of a session and judges whether the checkpoint is complete. If it is, stores the status as evidence.</summary>
/// <remarks>
/// Complete means more than Gluster's "Yes": each subvolume must also have synced the marker. Checkpoints and changelogs have times in
/// whole seconds: a changelog that rolled over just before the snapshot, in the second of the checkpoint, could complete the checkpoint
/// without what came after it. The marker is written in a later second.
/// </remarks>
public sealed class VerifyCheckpoint(RunAccess access, GlusterClient gluster, TimeProvider time) : Activity<VerifyCheckpoint.Input, VerifyCheckpoint.Result>
{
    /// <summary>The checkpoint and the marker that the session must have passed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination.</param>
    /// <param name="Checkpoint">The checkpoint that must be reached.</param>
    /// <param name="Marker">The time of the marker, which each subvolume must have synced.</param>
    /// <param name="DetectedBy">What caused this check: an event or a poll.</param>
    public sealed record Input(
        string RunId, string Destination, DateTimeOffset Checkpoint, DateTimeOffset Marker, [property: JsonPropertyName("toldBy")] string DetectedBy);

    /// <summary>What the status of the session shows.</summary>
    /// <param name="Verdict">The judgement.</param>
    /// <param name="Reason">The reason, in words.</param>
    /// <param name="MarkerPassed">Each subvolume has synced the marker: changes arrive.</param>
    /// <param name="PendingOperations">Pending entry, data and metadata operations.</param>
    /// <param name="LastSynced">The earliest of the Active workers.</param>
    public sealed record Result(
        SessionVerdict Verdict,
        string Reason,
        bool MarkerPassed,
        long? PendingOperations,
        DateTimeOffset? LastSynced)
    {
        /// <summary>Irregularities that do not prevent the checkpoint, for example a node that does not report.</summary>
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
