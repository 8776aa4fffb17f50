using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>Log files of a host: gsyncd's, of each session.</summary>
internal static class LogFiles
{
    private const string Folder = "/var/log/glusterfs/";

    public static RemoteResult Run(SimulatedNode node, CommandCall call, string[] words)
    {
        string path = words.Length == 0 ? "" : words[^1];
        if (words is not ["-n", _, _] || !path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return HostTools.Unexpected(node, call);
        }

        IReadOnlyList<string>? lines = node.Site.World.Sessions.Select(s => Lines(node, s, path[Folder.Length..])).FirstOrDefault(l => l is not null);
        return lines is null
            ? new RemoteResult(1, "", $"tail: cannot open '{path}' for reading: No such file or directory\n")
            : new RemoteResult(0, string.Concat(lines.TakeLast(int.Parse(words[1])).Select(l => l + "\n")), "");
    }

    private static IReadOnlyList<string>? Lines(SimulatedNode node, SimulatedSession session, string path)
    {
        string secondaries = node.Site.World.Options.SaysMaster ? "geo-replication-slaves" : "geo-replication-secondaries";
        return path switch
        {
            _ when node.Site == session.Primary.Site && path == $"geo-replication/{Name(session)}/gsyncd.log" => session.Log.Lines,
            _ when node.Site == session.Secondary.Site && path == $"{secondaries}/{Name(session)}/gsyncd.log" => session.Log.SecondaryLines,
            _ => null,
        };
    }

    private static string Name(SimulatedSession session) =>
        $"{session.Primary.Name}_{session.SecondaryUrl[(session.SecondaryUrl.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace("::", "_", StringComparison.Ordinal)}";
}
