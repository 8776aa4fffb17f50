using System.Globalization;
using System.Xml.Linq;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume geo-replication VOLUME URL config ...</c>.</summary>
internal static class GeoRepConfigCommand
{
    private const string Updated = "geo-replication config updated successfully";

    // All other keys restart the workers.
    private static readonly HashSet<string> NoRestart = ["checkpoint", "log_rsync_performance"];

    public static RemoteResult Run(GlusterCall gluster, string volume, string url, string[] words)
    {
        if (words is ["checkpoint", not "now", ..] && !IsTime(words[1]))
        {
            string help = "Invalid Checkpoint label. Use format \"Y-m-d H:M:S\", Example: 2016-10-25 15:30:45\n";
            return GeoRepCommands.UsageError(gluster, help, withUsage: true);
        }

        if (gluster.FindVolume(volume) is null)
        {
            return Refuse(gluster, $"Volume {volume} does not exist");
        }

        if (GeoRepCommands.Find(gluster, volume, url) is not { } session)
        {
            return Refuse(gluster, GeoRepCommands.NoSession(volume, url));
        }

        if (!session.Config.IsReadable)
        {
            return Refuse(gluster, "Staging failed on localhost. Please check the log file for more details.");
        }

        return words switch
        {
            [] => All(gluster, session),
            [string key] when key.StartsWith('!') => Known(gluster, session, key[1..], k => Reset(gluster, session, k)),
            [string key] => Known(gluster, session, key, k => Get(gluster, k, session.Config[k])),
            [string key, .. string[] value] => Known(gluster, session, key, k => Set(gluster, session, k, string.Join(' ', value))),
        };
    }

    private static RemoteResult Known(GlusterCall gluster, SimulatedSession session, string key, Func<string, RemoteResult> then)
    {
        string name = key.Replace('-', '_');
        if (session.Config.Knows(name))
        {
            return then(name);
        }

        gluster.World.Unexpected(gluster.Call, "gsyncd knows no such key");
        return Refuse(gluster, "Invalid option");
    }

    private static RemoteResult All(GlusterCall gluster, SimulatedSession session) => gluster.Xml
        ? Xml(new XElement("config", session.Config.All.Select(v => XmlText.Element(v.Key, v.Value))))
        : GlusterCall.Out(string.Concat(session.Config.All.Select(v => $"{v.Key}:{v.Value}\n")));

    private static RemoteResult Get(GlusterCall gluster, string key, string value) => gluster.Xml
        ? Xml(new XElement("config", XmlText.Element(key, value)))
        : GlusterCall.Out(value + "\n");

    private static RemoteResult Set(GlusterCall gluster, SimulatedSession session, string key, string value)
    {
        string failed = $"geo-replication config-set failed for {session.Primary.Name} {session.SecondaryUrl}";
        if (!SessionConfig.Takes(key, value))
        {
            return Refuse(gluster, failed, 3);
        }

        // Gluster trims values.
        session.Config.Set(key, key == "checkpoint" ? Checkpoint(gluster.Node, value) : value.Trim());
        return session.Config.IsReadable ? Changed(gluster, session, key) : Refuse(gluster, failed);
    }

    private static RemoteResult Reset(GlusterCall gluster, SimulatedSession session, string key)
    {
        session.Config.Reset(key);
        return Changed(gluster, session, key);
    }

    private static RemoteResult Changed(GlusterCall gluster, SimulatedSession session, string key)
    {
        if (!NoRestart.Contains(key))
        {
            session.RestartWorkers();
        }

        return gluster.Xml ? Xml(new XElement("config", new XElement("message", Updated))) : GlusterCall.Out(Updated + "\n");
    }

    // The time comes from the clock of the node where the command runs, in whole seconds.
    private static string Checkpoint(SimulatedNode node, string value)
    {
        DateTimeOffset time = value == "now" ? node.Clock : DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return time.ToUnixTimeSeconds().ToString();
    }

    private static bool IsTime(string value) => value == "0"
        || DateTimeOffset.TryParseExact(value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static RemoteResult Refuse(GlusterCall gluster, string message, int exitCode = 1) => gluster.Xml
        ? GlusterCall.XmlFailure(30800, message)
        : GlusterCall.Failed(exitCode, "geo-replication command failed\n", message + "\n");

    private static RemoteResult Xml(XElement content) =>
        GlusterCall.Out(XmlText.Document(XmlText.CliOutput(0, 0, "", new XElement("geoRep", content))));
}
