using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Reads the time of the checkpoint back, as Gluster understood it, and keeps it.</summary>
public sealed class ReadCheckpoint(RunAccess access, GlusterClient gluster) : Activity<CheckpointRequest, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, CheckpointRequest input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationStep step = new(input.RunId, input.Destination);
        DestinationAccess destination = await access.DestinationAsync(step, cancellation);
        DateTimeOffset checkpoint =
            await gluster.ReadCheckpointAsync(destination.PrimaryPool, destination.Session, input.After, cancellation);
        await access.UpdateAsync(step, d => d with { Checkpoint = checkpoint }, cancellation);
        return checkpoint;
    }
}
