using GlusterDr.Activities.Sessions.SetUp.Checks;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Control;
using GlusterDr.Sites;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Adds the keys of the primary nodes that are missing at the secondary; changes nothing else.</summary>
public sealed class RenewKeys(SessionAccess access, GlusterClient gluster, SessionAgent agent) : Activity<RepairStep, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, RepairStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GeoRepSession session = input.Address.Session;
        GlusterPool near = await access.PrimaryAsync(input, cancellation);
        GlusterPool far = await access.SecondaryAsync(input, cancellation);
        GlusterVolume primary = await gluster.GetVolumeAsync(near, session.PrimaryVolume, cancellation);
        GlusterVolume secondary = await gluster.GetVolumeAsync(far, session.SecondaryVolume, cancellation);
        await gluster.MakeSessionKeysAsync(near, cancellation);
        IReadOnlyList<string> keys = await EachNode.RunAsync(Nodes(near, primary, []), n => agent.ReadPublicKeyAsync(n, cancellation));
        await EachNode.RunAsync(Nodes(far, secondary, [session.SecondaryHost]), n => LetInAsync(n, session, keys, cancellation));
        return true;
    }

    private static IReadOnlyList<RemoteHost> Nodes(GlusterPool pool, GlusterVolume volume, string[] others) =>
        [.. volume.Nodes.Select(n => n.Host).Concat(others).Distinct(StringComparer.OrdinalIgnoreCase).Select(pool.Host)];

    private async Task<SessionKeys.Change> LetInAsync(RemoteHost node, GeoRepSession session, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        string gsyncd = (await agent.ExamineAsync(node, [], null, null, cancellation)).Gsyncd ?? throw new DrException(new Error(
            ErrorCodes.NodeUnfit, ErrorClass.NeedsPerson, "gsyncd is not installed there.", node.Name, Advice: "Install Gluster's geo-replication package there."));
        return await agent.AuthorizeAsync(node, session.LoginUser, [.. keys.Select(k => SessionKeys.Line(gsyncd, k))], cancellation);
    }
}
