using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>
/// Waits until each brick of the primary has begun a new changelog: a session that is started then replicates all that was written
/// before. False: this was not seen on all bricks.
/// </summary>
public sealed class AwaitRollover(RunAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<AwaitRollover.Input, bool>
{
    /// <summary>A wait for the changelogs of the primary.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination whose session will be started.</param>
    /// <param name="Bound">The longest wait.</param>
    public sealed record Input(string RunId, string Destination, TimeSpan Bound);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(new(input.RunId, input.Destination), cancellation);
        Policy policy = destination.Policy;
        try
        {
            GlusterVolume volume = await gluster.GetVolumeAsync(destination.PrimaryPool, destination.PrimaryVolume, cancellation);
            bool[] hosts = await Task.WhenAll(volume.Nodes.Select(node => agent.AwaitRolloverAsync(
                policy.Site.Host(node.Host), [.. node.Bricks.Select(b => b.Path)], input.Bound, cancellation)));
            return hosts.All(seen => seen);
        }
        catch (DrException)
        {
            // No harm: the workflow waits until the rollover time is over.
            return false;
        }
    }
}
