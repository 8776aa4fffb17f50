using GlusterDr.Errors;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <content>Creation of sessions.</content>
public sealed partial class GlusterClient
{
    /// <summary>Lists all volumes of a pool.</summary>
    public async Task<IReadOnlyList<GlusterVolume>> ListVolumesAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        [.. Check(await _cli.XmlAsync(pool, ["volume", "info"], cancellation)).Require("volInfo").Descendants("volume").Select(VolumeXml.Volume)];

    /// <summary>
    /// Creates the key pair with which gsyncd logs in at a secondary on every connected node of a pool. An existing pair is kept.
    /// </summary>
    public async Task MakeSessionKeysAsync(GlusterPool pool, CancellationToken cancellation = default) =>
        Check(await _cli.TextAsync(pool, ["system::", "execute", "gsec_create"], cancellation));

    /// <summary>
    /// Creates a session without Gluster's own checks and distribution of keys: both need SSH with a shell from the primary to the
    /// secondary. Gluster only asks the secondary's glusterd (port 24007) for the volume.
    /// </summary>
    /// <returns>False: the session already exists.</returns>
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
