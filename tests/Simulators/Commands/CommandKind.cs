using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>Names kinds of commands, for rules and latencies.</summary>
internal static class CommandKind
{
    public static string Of(RemoteCommand command)
    {
        if (ShellScripts.Piped(command.Arguments) is { } inner)
        {
            return Of(command with { Arguments = inner });
        }

        IReadOnlyList<string> arguments = command.Arguments;
        string program = arguments.Count == 0 ? "" : Path.GetFileName(arguments[0]);
        return program switch
        {
            "gluster" => Gluster(arguments),
            "virsh" => Virsh(arguments),
            "qemu-img" => arguments.Count > 1 ? $"qemu-img {arguments[1]}" : program,
            "python3" => AgentProtocol.KindOf(command) is { } operation ? $"agent {operation}" : program,
            "sh" => arguments.Count > 3 ? $"sh {arguments[3]}" : program,
            _ => program,
        };
    }

    private static string Gluster(IReadOnlyList<string> arguments)
    {
        string[] words = [.. arguments.Skip(1).Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
        if (words.Length > 1 && words[0] == "volume" && words[1].StartsWith("geo", StringComparison.Ordinal))
        {
            string? action = words.Skip(2).FirstOrDefault(GeoRepActions.Contains);
            return $"gluster volume geo-replication {action}".TrimEnd();
        }

        return string.Join(' ', words.Take(2).Prepend("gluster"));
    }

    private static string Virsh(IReadOnlyList<string> arguments) =>
        VirshArguments.Split(arguments).Words is [string subcommand, ..] ? $"virsh {subcommand}" : "virsh";

    private static readonly HashSet<string> GeoRepActions =
        ["create", "start", "stop", "pause", "resume", "config", "status", "delete"];
}
