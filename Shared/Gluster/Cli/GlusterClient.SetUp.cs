using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <content>What makes and removes a session.</content>
public sealed partial class GlusterClient
{
    /// <summary>All volumes of a pool.</summary>
    public async Task<IReadOnlyList<GlusterVolume>> ListVolumesAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        [.. Check(await _cli.XmlAsync(pool, ["volume", "info"], cancellation)).Require("volInfo").Descendants("volume").Select(VolumeXml.Volume)];

    /// <summary>
    /// Sees to it that every connected node of a pool has the key pair with which its gsyncd logs in at a secondary. A pair that is
    /// there stays.
    /// </summary>
    public async Task MakeSessionKeysAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        Check(await _cli.TextAsync(pool, ["system::", "execute", "gsec_create"], cancellation));

    /// <summary>
    /// Makes a session, without Gluster's own checks and without its carrying keys: both need a shell of one site's node on the
    /// other's. It asks the secondary's glusterd (port 24007) for the volume.
    /// </summary>
    /// <returns>False: there is such a session already.</returns>
    public async Task<bool> CreateSessionAsync(GlusterPool pool, GeoRepSession session, CancellationToken cancellation = default)
    {
        GlusterNames.RequireSession(session);
        GlusterLog.SessionChange(_logger, session.ToString(), "create");
        string[] command = ["volume", "geo-replication", session.PrimaryVolume, session.SecondaryUrl, "create", "no-verify"];
        GlusterReply reply = await _cli.XmlAsync(pool, command, cancellation);
        if (!reply.Succeeded && reply.Reason.Contains("already created", StringComparison.Ordinal))
        {
            return false;
        }

        return !reply.Succeeded && reply.Reason.Contains("remote volume uuid", StringComparison.Ordinal)
            ? throw new DrException(new Error(
                ErrorCodes.NodeUnreachable,
                ErrorClass.Transient,
                $"The glusterd of {session.SecondaryHost} did not report volume {session.SecondaryVolume} to {reply.Host}.",
                reply.Host,
                reply.Command,
                $"Check that glusterd runs on {session.SecondaryHost}, and that {reply.Host} reaches its port 24007."))
            : Check(reply).Succeeded;
    }
}
