using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Reads the time of the checkpoint, as Gluster reports it, and stores it.</summary>
public sealed class ReadCheckpoint(RunAccess access, GlusterClient gluster) : Activity<ReadCheckpoint.Input, DateTimeOffset>
{
    /// <summary>The checkpoint to read.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination.</param>
    /// <param name="After">The previous checkpoint of the session: the new one is later; null: it had none.</param>
    public sealed record Input(string RunId, string Destination, DateTimeOffset? After);

    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, Input input)
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
