using GlusterDr.Durable;
using GlusterDr.Gluster.Agent;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Writes the marker that moves every subvolume's <c>last_synced</c> past the checkpoint: in a later second than it.</summary>
public sealed class WriteMarker(RunAccess access, VolumeAgent agent) : Activity<DestinationStep, DateTimeOffset>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset> RunAsync(ActivityContext context, DestinationStep input)
    {
        DestinationAccess destination = await access.DestinationAsync(input, context.CancellationToken);
        return await agent.WriteMarkerAsync(destination.PrimaryPool, destination.PrimaryVolume, context.CancellationToken);
    }
}
