using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume geo-replication ...</c>.</summary>
internal static class GeoRepCommands
{
    private const string Failed = "geo-replication command failed\n";

    private const string Usage = """

        Usage:
        volume geo-replication [<PRIMARY-VOLNAME>] [<SECONDARY-IP>]::[<SECONDARY-VOLNAME>] {\
         create [[ssh-port n] [[no-verify] \
         | [push-pem]]] [force] \
         | start [force] \
         | stop [force] \
         | pause [force] \
         | resume [force] \
         | config [[[\!]<option>] [<value>]] \
         | status [detail] \
         | delete [reset-sync-time]} 


        """;

    public static RemoteResult Run(GlusterCall gluster)
    {
        string[] words = [.. gluster.Words.Skip(2)];
        return words switch
        {
            ["status"] or ["status", "detail"] => GeoRepStatusCommand.All(gluster),
            [string volume, "status", .. string[] rest] when IsDetail(rest) => GeoRepStatusCommand.OfVolume(gluster, volume, rest.Length == 1),
            [_, string url, ..] when !url.Contains("::", StringComparison.Ordinal) => UsageError(gluster, $"Invalid secondary url: {url}\n", withUsage: false),
            [string volume, string url, "status", .. string[] rest] when IsDetail(rest) => GeoRepStatusCommand.OfSession(gluster, volume, Plain(url), rest.Length == 1),
            [string volume, string url, "config", .. string[] rest] => GeoRepConfigCommand.Run(gluster, volume, Plain(url), rest),
            [string volume, string url, "create", .. string[] rest] => GeoRepCreateCommand.Run(gluster, volume, Plain(url), rest),
            [string volume, string url, string action, .. string[] rest] when IsKnown(action, rest) => Act(gluster, volume, Plain(url), action, rest),
            _ => UsageError(gluster, "", withUsage: true),
        };
    }

    public static RemoteResult UsageError(GlusterCall gluster, string message, bool withUsage)
    {
        gluster.World.Unexpected(gluster.Call, "geo-replication understands no such words");
        return GlusterCall.Failed(1, "", message + (withUsage ? Usage : ""));
    }

    /// <summary>An error of glusterd. With <c>--xml</c> the exit code is 0.</summary>
    public static RemoteResult Refuse(GlusterCall gluster, string volume, string url, string message, int exitCode = 1, int errno = 30800) =>
        gluster.Xml
            ? GlusterCall.XmlFailure(errno, message, Names(gluster, volume, url))
            : GlusterCall.Failed(exitCode, Failed, message + "\n");

    public static RemoteResult Busy(GlusterCall gluster, string volume)
    {
        string message = $"Another transaction is in progress for {volume}. Please try again after some time.";
        return !gluster.Xml
            ? GlusterCall.Failed(1, gluster.Word(1) == "geo-replication" ? Failed : "", message + "\n")
            : gluster.Call.Is("gluster volume geo-replication status")
                ? GlusterCall.Out(Failed, 2)
                : GlusterCall.XmlFailure(30802, message);
    }

    public static RemoteResult Done(GlusterCall gluster, string volume, string url, string doing, string errstr = "") => gluster.Xml
        ? GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, errstr, Names(gluster, volume, url))))
        : GlusterCall.Out($"{doing} geo-replication session between {volume} & {url} has been successful\n");

    public static SimulatedSession? Find(GlusterCall gluster, string volume, string url) =>
        gluster.World.Sessions.FirstOrDefault(s => s.Primary.Site == gluster.Site && s.Primary.Name == volume && s.SecondaryUrl == url);

    public static string NoSession(string volume, string url) => $"Geo-replication session between {volume} and {url} does not exist.";

    private static RemoteResult Act(GlusterCall gluster, string volume, string url, string action, string[] rest)
    {
        bool force = rest is ["force"];
        if (gluster.FindVolume(volume) is null)
        {
            return Refuse(gluster, volume, url, $"Volume {volume} does not exist");
        }

        if (Find(gluster, volume, url) is not { } session)
        {
            return Refuse(gluster, volume, url, NoSession(volume, url));
        }

        return action != "start" && !(action == "stop" && force) && DownPeer(session) is { } peer
            ? Refuse(gluster, volume, url, $"Peer {peer}, which is a part of {volume} volume, is down. Please bring up the peer and retry.")
            : Act(gluster, session, action, force);
    }

    private static RemoteResult Act(GlusterCall gluster, SimulatedSession session, string action, bool force)
    {
        (string volume, string url) = (session.Primary.Name, session.SecondaryUrl);
        bool runs = session.State is SessionState.Started or SessionState.Paused;
        switch (action)
        {
            case "start" when runs && !force:
                return Refuse(gluster, volume, url, $"geo-replication session between {volume} & {url} already started");
            case "start":
                session.Start();
                return Done(gluster, volume, url, "Starting");
            case "stop":
                session.Stop();
                return Done(gluster, volume, url, "Stopping", runs ? "" : "geo-replication is not set up");
            case "pause" when session.State == SessionState.Paused && !force:
                return Refuse(gluster, volume, url, $"Geo-replication session between {volume} and {url} already Paused.", 255);
            case "pause":
                session.Pause();
                return Done(gluster, volume, url, "Pausing");
            case "resume" when session.State != SessionState.Paused:
                return Refuse(gluster, volume, url, $"Geo-replication session between {volume} and {url} is not Paused.", 255);
            case "resume":
                session.Resume();
                return Done(gluster, volume, url, "Resuming");
            default:
                return Delete(gluster, session, runs);
        }
    }

    private static RemoteResult Delete(GlusterCall gluster, SimulatedSession session, bool runs)
    {
        (string volume, string url) = (session.Primary.Name, session.SecondaryUrl);
        if (runs)
        {
            return Refuse(gluster, volume, url, $"geo-replication session between {volume} & {url} is still active. Please stop the session and retry.");
        }

        gluster.World.RemoveSession(session);
        return Done(gluster, volume, url, "Deleting");
    }

    private static string? DownPeer(SimulatedSession session) =>
        session.Primary.Bricks.Select(b => b.Node).FirstOrDefault(n => !n.AnswersPeers)?.Name;

    private static object[] Names(GlusterCall gluster, string volume, string url)
    {
        bool old = gluster.World.Options.SaysMaster;
        return [new XElement("geoRep", new XElement(old ? "master" : "primary", volume), new XElement(old ? "slave" : "secondary", url))];
    }

    private static bool IsDetail(string[] rest) => rest is [] or ["detail"];

    private static bool IsKnown(string action, string[] rest) => (action, rest) switch
    {
        ("start" or "stop" or "pause" or "resume", [] or ["force"]) => true,
        ("delete", [] or ["reset-sync-time"]) => true,
        _ => false,
    };

    // glusterd treats root@host::volume as host::volume.
    private static string Plain(string url) => url.StartsWith("root@", StringComparison.Ordinal) ? url[5..] : url;
}
