namespace GlusterDr.Remote;

/// <summary>What stands around a command at the host: who it runs as, its priority, its language, and the bound on its time.</summary>
internal static class CommandWrapping
{
    private const int KillAfterSeconds = 5;

    /// <summary>The longest that the command may last at the host.</summary>
    public static TimeSpan BoundAtHost(RemoteCommand command) => TimeSpan.FromSeconds(Seconds(command) + KillAfterSeconds);

    /// <summary>The command with all of it, as a list of arguments.</summary>
    public static IEnumerable<string> Wrap(RemoteCommand command, bool sudo) =>
    [
        .. sudo ? ["sudo", "-n"] : Array.Empty<string>(),
        .. command.Background ? ["nice", "-n", "19", "ionice", "-c", "3"] : Array.Empty<string>(),
        "env", "LC_ALL=C", "timeout", "-k", $"{KillAfterSeconds}", $"{Seconds(command)}",
        .. command.Arguments,
    ];

    private static int Seconds(RemoteCommand command) => Math.Max(1, (int)Math.Ceiling(command.Timeout.TotalSeconds));
}
