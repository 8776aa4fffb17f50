using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>Log files of a host: gsyncd's, of each session.</summary>
internal static class LogFiles
{
    private const string Folder = "/var/log/glusterfs/geo-replication/";

    public static RemoteResult Run(SimulatedNode node, CommandCall call, string[] words)
    {
        string path = words.Length == 0 ? "" : words[^1];
        if (!path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return HostTools.Unexpected(node, call);
        }

        SimulatedSession? session = node.Site.World.Sessions.FirstOrDefault(s => s.Primary.Site == node.Site && path == $"{Folder}{Name(s)}/gsyncd.log");
        return session is null
            ? new RemoteResult(1, "", $"{call.Arguments[0]}: cannot open '{path}' for reading: No such file or directory\n")
            : new RemoteResult(0, string.Concat(session.LogLines.Select(l => l + "\n")), "");
    }

    private static string Name(SimulatedSession session) =>
        $"{session.Primary.Name}_{session.SecondaryUrl[(session.SecondaryUrl.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace("::", "_", StringComparison.Ordinal)}";
}
