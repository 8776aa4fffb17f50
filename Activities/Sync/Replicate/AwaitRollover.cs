using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>
/// Waits until every brick of the primary has begun a new changelog: a session that is started then finds all that was written
/// before. False: it was not seen on all of them.
/// </summary>
public sealed class AwaitRollover(RunAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<AwaitRollover.Input, bool>
{
    /// <summary>A wait for the primary's changelogs.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Destination">The destination whose session is to be started.</param>
    /// <param name="Bound">How long at most.</param>
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
            // Nothing is lost: who asked waits until it must have happened.
            return false;
        }
    }
}
