using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Waits until every brick of the primary has started a new changelog. False: not all of them did so in time.</summary>
public sealed class AwaitBrickRollover(SessionAccess access, GlusterClient gluster, VolumeAgent agent) : Activity<AwaitBrickRollover.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="Step">The session.</param>
    /// <param name="Bound">The longest wait.</param>
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
            // The caller then waits for the full rollover time.
            return false;
        }
    }
}
