using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary><c>gluster volume geo-replication VOLUME URL create ...</c>.</summary>
internal static class GeoRepCreateCommand
{
    // push-pem ends with a hook that continues after the command has returned.
    private static readonly TimeSpan Hook = TimeSpan.FromSeconds(8);

    public static RemoteResult Run(GlusterCall gluster, string volume, string url, string[] words)
    {
        bool force = words.Contains("force");
        if (words.Except(["push-pem", "no-verify", "force"]).Any())
        {
            return GeoRepCommands.UsageError(gluster, "", withUsage: true);
        }

        string[] secondary = url[(url.IndexOf('@', StringComparison.Ordinal) + 1)..].Split("::");
        if (gluster.FindVolume(volume) is not { } primary)
        {
            return GeoRepCommands.Refuse(gluster, volume, url, $"Volume {volume} does not exist");
        }

        if (words.Contains("no-verify"))
        {
            return Unverified(gluster, primary, url, secondary);
        }

        SimulatedNode? host = gluster.World.Sites.SelectMany(s => s.Pool).FirstOrDefault(n => n.Name == secondary[0]);
        if (host is not { IsUp: true })
        {
            return GeoRepCommands.Refuse(gluster, volume, url, $"{secondary[0]} not reachable.");
        }

        if (host.Site.Volumes.FirstOrDefault(v => v.Name == secondary[1]) is not { } target)
        {
            return GeoRepCommands.Refuse(gluster, volume, url,
                "Unable to mount and fetch secondary volume details. Please check the log: /var/log/glusterfs/geo-replication/gverify-secondarymnt.log");
        }

        bool exists = GeoRepCommands.Find(gluster, volume, url) is not null;
        if (!force && (exists || target.Live.Count > 0))
        {
            return GeoRepCommands.Refuse(gluster, volume, url,
                $"{url} is not empty. Please delete existing files in {url} and retry, or use force to continue without deleting the existing files.");
        }

        if (!exists)
        {
            gluster.World.AddSession(Create(primary, target, url));
            // Only when a session is created: the read-only option of an older session keeps its value.
            primary.Site.World.In(Hook, () => target.Options.Set("features.read-only", "on"));
        }

        return GeoRepCommands.Done(gluster, volume, url, "Creating");
    }

    /// <summary>Without verification, glusterd only requests the volume's UUID from the secondary. It changes neither keys nor the secondary.</summary>
    private static RemoteResult Unverified(GlusterCall gluster, SimulatedVolume primary, string url, string[] secondary)
    {
        if (GeoRepCommands.Find(gluster, primary.Name, url) is not null)
        {
            return GeoRepCommands.Refuse(gluster, primary.Name, url, $"Session between {primary.Name} and {url} is already created.");
        }

        SimulatedNode? host = gluster.World.Sites.SelectMany(s => s.Pool).FirstOrDefault(n => n.Name == secondary[0]);
        if (host is not { AnswersPeers: true } || host.Site.Volumes.FirstOrDefault(v => v.Name == secondary[1]) is not { } target)
        {
            return GeoRepCommands.Refuse(gluster, primary.Name, url, "Unable to get remote volume uuid.");
        }

        gluster.World.AddSession(new SimulatedSession(primary, target, url) { NeedsKeys = true });
        return GeoRepCommands.Done(gluster, primary.Name, url, "Creating");
    }

    public static SimulatedSession Create(SimulatedVolume primary, SimulatedVolume secondary, string url)
    {
        foreach (string option in new[] { "geo-replication.indexing", "geo-replication.ignore-pid-check", "changelog.changelog" })
        {
            primary.Options.Set(option, "on");
        }

        return new SimulatedSession(primary, secondary, url);
    }
}
