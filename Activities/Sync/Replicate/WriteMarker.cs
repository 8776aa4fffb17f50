using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>
/// Writes the marker, a change in a later second than the checkpoint: it moves <c>last_synced</c> of each subvolume past the checkpoint.
/// Returns its time.
/// </summary>
public sealed class WriteMarker(RunAccess access, VolumeAgent agent) : Activity<DestinationStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, DestinationStep input)
    {
        DestinationAccess destination = await access.DestinationAsync(input, context.CancellationToken);
        return await agent.WriteMarkerAsync(destination.PrimaryPool, destination.PrimaryVolume, context.CancellationToken);
    }
}
