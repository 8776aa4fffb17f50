using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume geo-replication ... status [detail]</c>.</summary>
internal static class GeoRepStatusCommand
{
    private const string Failed = "geo-replication command failed\n";

    public static RemoteResult All(GlusterCall gluster)
    {
        SimulatedSession[] sessions = [.. gluster.World.Sessions.Where(s => s.Primary.Site == gluster.Site)];
        bool detail = gluster.Words[^1] == "detail";
        return sessions.Length > 0 ? Show(gluster, sessions, detail, asUrl: true) : NoSessions(gluster, "No active geo-replication sessions\n");
    }

    public static RemoteResult OfVolume(GlusterCall gluster, string volume, bool detail)
    {
        if (gluster.FindVolume(volume) is null)
        {
            return NoVolume(gluster, volume);
        }

        SimulatedSession[] sessions = [.. gluster.World.Sessions.Where(s => s.Primary.Site == gluster.Site && s.Primary.Name == volume)];
        return sessions.Length > 0
            ? Show(gluster, sessions, detail, asUrl: true)
            : NoSessions(gluster, $"No active geo-replication sessions for {volume}\n");
    }

    public static RemoteResult OfSession(GlusterCall gluster, string volume, string url, bool detail)
    {
        if (gluster.FindVolume(volume) is null)
        {
            return NoVolume(gluster, volume);
        }

        return GeoRepCommands.Find(gluster, volume, url) is { } session
            ? Show(gluster, [session], detail, asUrl: false)
            : NoSessions(gluster, $"No active geo-replication sessions between {volume} and {url}\n");
    }

    private static RemoteResult NoSessions(GlusterCall gluster, string text) =>
        gluster.Xml ? GlusterCall.Out(Failed, 2) : GlusterCall.Out(text + Failed, 1);

    private static RemoteResult NoVolume(GlusterCall gluster, string volume) =>
        gluster.Xml ? GlusterCall.Out(Failed, 2) : GlusterCall.Failed(1, Failed, $"Volume {volume} does not exist\n");

    private static RemoteResult Show(GlusterCall gluster, SimulatedSession[] sessions, bool detail, bool asUrl)
    {
        IReadOnlyList<SimulatedNode> nodes = gluster.AnsweringNodes();
        if (!gluster.Xml)
        {
            return GlusterCall.Out(GeoRepStatusText.Table([.. sessions.SelectMany(s => GeoRepStatusRow.Of(s, nodes, asUrl))], detail));
        }

        bool old = gluster.World.Options.SaysMaster;
        XElement content = new("geoRep", sessions.GroupBy(s => s.Primary).Select(volume => new XElement(
            "volume",
            new XElement("name", volume.Key.Name),
            new XElement("sessions", volume.Select(s => Session(s, nodes, asUrl, old))))));
        string errstr = asUrl && gluster.Words.Count == 3 ? old ? "master not found" : "primary not found" : "";
        return GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, errstr, content)));
    }

    private static XElement Session(SimulatedSession session, IReadOnlyList<SimulatedNode> nodes, bool asUrl, bool old)
    {
        string key = $"{nodes[0].Id}:ssh://{session.SecondaryUrl}:{session.Secondary.Id}";
        return new XElement(
            "session",
            new XElement(old ? "session_slave" : "session_secondary", key),
            GeoRepStatusRow.Of(session, nodes, asUrl).Select(r => r.ToXml(old)));
    }
}
