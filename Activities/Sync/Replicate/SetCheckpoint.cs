using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Sets the session's checkpoint to now.</summary>
public sealed class SetCheckpoint(RunAccess access, GlusterClient gluster) : Activity<DestinationStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        await gluster.SetCheckpointAsync(destination.PrimaryPool, destination.Session, cancellation);
        await access.UpdateAsync(
            input, d => d with { State = DestinationState.CheckpointSet, Evidence = [], CompletedAt = null }, cancellation);
        return true;
    }
}
