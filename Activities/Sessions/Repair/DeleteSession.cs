using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Deletes a stopped session with its sync time. Created again, it replicates everything.</summary>
/// <remarks>Gluster connects to the secondary's glusterd only when it creates a session, so that connection is tested first.</remarks>
public sealed class DeleteSession(SessionAccess access, GlusterClient gluster, SessionAgent agent) : Activity<RepairStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RepairStep input)
    {
        GlusterPool pool = await access.PrimaryAsync(input, context.CancellationToken);
        await RequireWayAsync(pool, input.Address, context.CancellationToken);
        await gluster.DeleteSessionAsync(pool, input.Address.Session, resetSyncTime: true, context.CancellationToken);
        return true;
    }

    private async Task RequireWayAsync(GlusterPool pool, SessionAddress address, CancellationToken cancellation)
    {
        GlusterVolume volume = await gluster.GetVolumeAsync(pool, address.Session.PrimaryVolume, cancellation);
        RemoteHost[] nodes = [.. volume.Nodes.Select(n => pool.Host(n.Host))];
        NodeWay glusterd = NodeWay.ToGlusterd(address.Session.SecondaryHost);
        IReadOnlyList<NodeWay>[] tried = await Task.WhenAll(nodes.Select(n => agent.ReachAsync(n, [glusterd], cancellation)));
        int blocked = Array.FindIndex(tried, ways => ways.Any(w => w.Problem is not null));
        if (blocked >= 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NodeUnreachable,
                ErrorClass.NeedsPerson,
                $"{nodes[blocked].Name} does not reach {glusterd.Host} port {glusterd.Port}: {tried[blocked].First(w => w.Problem is not null).Problem}. The session was not deleted, because it could not be created again.",
                nodes[blocked].Name,
                Advice: "Gluster asks the secondary's glusterd for the volume when it creates a session: open this connection, then repair again."));
        }
    }
}
