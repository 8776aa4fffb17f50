using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Waits until every brick of the primary has begun a new changelog. False: it was not seen on all of them.</summary>
public sealed class AwaitBrickRollover(SessionAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<AwaitBrickRollover.Input, bool>
{
    /// <summary>A wait for the bricks' next changelogs.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Bound">How long at most.</param>
    public sealed record Input(RepairStep Step, TimeSpan Bound);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        try
        {
            GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
            GlusterVolume volume = await gluster.GetVolumeAsync(pool, input.Step.Address.Session.PrimaryVolume, cancellation);
            bool[] hosts = await Task.WhenAll(volume.Nodes.Select(node => agent.AwaitRolloverAsync(
                pool.Host(node.Host), [.. node.Bricks.Select(b => b.Path)], input.Bound, cancellation)));
            return hosts.All(seen => seen);
        }
        catch (DrException)
        {
            // Nothing is lost: who asked waits until it must have happened.
            return false;
        }
    }
}
