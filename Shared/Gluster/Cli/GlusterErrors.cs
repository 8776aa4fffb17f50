using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.Cli;

/// <summary>Creates errors from the messages of Gluster.</summary>
internal static partial class GlusterErrors
{
    /// <summary>The error of a failed command.</summary>
    public static DrException From(GlusterReply reply)
    {
        string said = reply.Reason.Length > 0 ? reply.Reason.Replace('\n', ' ') : $"exit code {reply.ExitCode}, without a reason";
        return new DrException(reply.Reason switch
        {
            var r when NoSession().IsMatch(r) => Make(
                ErrorCodes.SessionNotFound, ErrorClass.Permanent, "Create the session, or correct its name in the policy."),
            var r when NoVolume().IsMatch(r) => Make(
                ErrorCodes.VolumeNotFound, ErrorClass.Permanent, "Correct the volume's name, or the site's Gluster hosts."),
            var r when NotStarted().IsMatch(r) => Make(
                ErrorCodes.VolumeNotStarted, ErrorClass.Permanent, "Start the volume."),
            var r when PeerDown().IsMatch(r) => Make(
                ErrorCodes.GlusterFailed, ErrorClass.Transient, "Bring the node up again."),
            _ => Make(
                ErrorCodes.GlusterFailed, ErrorClass.Permanent, "Check /var/log/glusterfs/glusterd.log on that node."),
        });

        Error Make(string code, ErrorClass errorClass, string advice) =>
            new(code, errorClass, $"Gluster refused: {said}", reply.Host, reply.Command, advice);
    }

    /// <summary>Another command locked Gluster for too long.</summary>
    public static DrException Busy(GlusterReply reply, TimeSpan waited) => new(new Error(
        ErrorCodes.GlusterBusy,
        ErrorClass.Transient,
        $"Gluster was busy for {waited.TotalSeconds:0} s: {(reply.IsBare ? "it refused without a reason" : reply.Reason)}",
        reply.Host,
        reply.Command,
        "Find another gluster command that hangs. The lock of a dead command is released when glusterd is restarted."));

    /// <summary>This version of Gluster, or this kind of volume, is not supported.</summary>
    public static DrException VersionUnfit(GlusterReply reply, string what, string advice) =>
        new(new Error(ErrorCodes.GlusterVersionUnfit, ErrorClass.Permanent, $"{what}.", reply.Host, reply.Command, advice));

    /// <summary>The session does not exist.</summary>
    public static DrException NoSuchSession(GeoRepSession session, GlusterReply reply) => new(new Error(
        ErrorCodes.SessionNotFound,
        ErrorClass.Permanent,
        $"Geo-replication session {session} does not exist.",
        reply.Host,
        reply.Command,
        "Create the session, or correct its name in the policy: gluster volume geo-replication status"));

    [GeneratedRegex("session between .* does not exist|No active geo-replication sessions", RegexOptions.IgnoreCase)]
    private static partial Regex NoSession();

    [GeneratedRegex("Volume( name)?( \\S+)? does not exist|Volume \\(.*\\) does not exist", RegexOptions.IgnoreCase)]
    private static partial Regex NoVolume();

    [GeneratedRegex("Volume \\S+ is not (in )?(the )?started|needs to be started", RegexOptions.IgnoreCase)]
    private static partial Regex NotStarted();

    [GeneratedRegex("is down|not reachable|not connected|timed out", RegexOptions.IgnoreCase)]
    private static partial Regex PeerDown();
}
