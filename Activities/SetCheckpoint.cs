using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Runs;

namespace GlusterDr.Activities;

/// <summary>Sets the session's checkpoint to now, and keeps the time that Gluster understood.</summary>
public sealed class SetCheckpoint(RunAccess access, GlusterClient gluster) : Activity<DestinationStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        DateTimeOffset checkpoint = await gluster.SetCheckpointAsync(destination.PrimaryPool, destination.Session, cancellation);
        await access.UpdateAsync(
            input,
            d => d with { State = DestinationState.CheckpointSet, Checkpoint = checkpoint, Evidence = [], CompletedAt = null },
            cancellation);
        return checkpoint;
    }
}
