namespace GlusterDr.Remote;

/// <summary>What stands around a command at the host: who it runs as, its priority, its language, and the bound on its time.</summary>
internal static class CommandWrapping
{
    private const int KillAfterSeconds = 5;

    // What ends the command is timeout(1) at the host. Where even that cannot (a process that waits for a disk or a hung mount
    // heeds no signal), this much later the answer is waited for no longer: a busy host may take that long to tell of the end.
    private const int MarginSeconds = 30;

    /// <summary>The longest that the answer of a command is waited for, once it was given its word.</summary>
    public static TimeSpan BoundHere(RemoteCommand command) =>
        TimeSpan.FromSeconds(Seconds(command) + KillAfterSeconds + MarginSeconds);

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
