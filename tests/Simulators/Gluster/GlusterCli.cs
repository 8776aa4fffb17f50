using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The <c>gluster</c> command of a node.</summary>
internal static class GlusterCli
{
    private const string Usage = """

         Usage: gluster [options] <help> <peer> <pool> <volume>
         Options:
         --help  Shows the help information
         --version  Shows the version
         --print-logdir  Shows the log directory
         --print-statedumpdir Shows the state dump directory


        """;

    public static RemoteResult Run(SimulatedNode node, CommandCall call)
    {
        List<string> words = [.. call.Arguments.Skip(1)];
        if (TakeOptions(node, call, words, out bool xml, out bool script) is { } answer)
        {
            return answer;
        }

        GlusterCall gluster = new(node, call, words, xml, script);
        return words.Count > 0 && !node.IsGlusterdUp
            ? GlusterCall.Failed(1, "", "Connection failed. Please check if gluster daemon is operational.\n")
            : Dispatch(gluster);
    }

    public static string UnknownWord(string word, int position) => $"unrecognized word: {word} (position {position})\n{Usage}";

    /// <summary>The volume that glusterd locks for the duration of a command. Null: none.</summary>
    public static string? LockedVolume(CommandCall call)
    {
        string[] words = [.. call.Arguments.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        return words switch
        {
            ["volume", "geo-replication", "status", ..] => "",
            ["volume", "geo-replication", string volume, ..] => volume,
            ["volume", "set" or "reset" or "start" or "stop" or "barrier" or "status", string volume, ..] => volume,
            _ => null,
        };
    }

    /// <summary>The session that a command changes, as <c>VOLUME URL</c>. Null: none.</summary>
    public static string? ChangedSession(CommandCall call)
    {
        string[] words = [.. call.Arguments.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        return words switch
        {
            ["volume", "geo-replication", string volume, string url, "start" or "stop" or "pause" or "resume" or "delete" or "create", ..] => $"{volume} {url}",
            ["volume", "geo-replication", string volume, string url, "config", _, _, ..] => $"{volume} {url}",
            _ => null,
        };
    }

    private static RemoteResult Dispatch(GlusterCall gluster) => (gluster.Word(0), gluster.Word(1)) switch
    {
        ("peer", "status") or ("pool", "list") => PoolCommands.Run(gluster),
        ("volume", "geo-replication") => GeoRepCommands.Run(gluster),
        ("volume", "list" or "info" or "status" or "heal") => VolumeQueries.Run(gluster),
        ("volume", "set" or "reset" or "get" or "start" or "stop") => VolumeChanges.Run(gluster),
        ("system::", _) => SystemCommands.Run(gluster),
        ("snapshot", _) => SnapshotCommands.Run(gluster),
        _ => Unknown(gluster),
    };

    private static RemoteResult Unknown(GlusterCall gluster)
    {
        gluster.World.Unexpected(gluster.Call, "gluster knows no such command");
        int position = gluster.Word(0) is "volume" or "peer" or "pool" or "snapshot" ? 1 : 0;
        return GlusterCall.Out(UnknownWord(gluster.Word(position), position), 1);
    }

    // Options can be anywhere. Only after the config of a session, all further words belong to that.
    private static RemoteResult? TakeOptions(SimulatedNode node, CommandCall call, List<string> words, out bool xml, out bool script)
    {
        (xml, script) = (false, false);
        if (words.Count > 4 && words[1].StartsWith("geo", StringComparison.Ordinal) && words[4].StartsWith("co", StringComparison.Ordinal))
        {
            return null;
        }

        for (int i = 0; i < words.Count;)
        {
            string word = words[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                i++;
                continue;
            }

            words.RemoveAt(i);
            switch (word)
            {
                case "--xml":
                    xml = true;
                    break;
                case "--mode=script":
                    script = true;
                    break;
                case "--version":
                    return GlusterCall.Out(Version(node));
                case "--":
                    return null;
                default:
                    if (!word.StartsWith("--timeout=", StringComparison.Ordinal) && !word.StartsWith("--log-file=", StringComparison.Ordinal))
                    {
                        node.Site.World.Unexpected(call, $"gluster knows no option {word}");
                        return GlusterCall.Out($"unrecognized option {word}\n{Usage}", 255);
                    }

                    break;
            }
        }

        return null;
    }

    private static string Version(SimulatedNode node) => $"""
        glusterfs {node.Site.World.Options.GlusterVersion}
        Repository revision: git://git.gluster.org/glusterfs.git
        Copyright (c) 2006-2016 Red Hat, Inc. <https://www.gluster.org/>
        GlusterFS comes with ABSOLUTELY NO WARRANTY.
        It is licensed to you under your choice of the GNU Lesser
        General Public License, version 3 or any later version (LGPLv3
        or later), or the GNU General Public License, version 2 (GPLv2),
        in all cases as published by the Free Software Foundation.

        """;
}
