namespace GlusterDr.Remote;

/// <summary>Wraps a command with the programs that set its user, priority, language and time limit at the host.</summary>
internal static class CommandWrapping
{
    private const int KillAfterSeconds = 5;

    // timeout(1) ends the command at the host. If it cannot (a process that waits for a disk or a hung mount ignores signals),
    // the wait for the answer ends this much later, because a busy host may take that long to report the end.
    private const int MarginSeconds = 30;

    /// <summary>The maximum wait for a command's answer after it was started.</summary>
    public static TimeSpan BoundHere(RemoteCommand command) =>
        TimeSpan.FromSeconds(Seconds(command) + KillAfterSeconds + MarginSeconds);

    /// <summary>The wrapped command, as a list of arguments.</summary>
    public static IEnumerable<string> Wrap(RemoteCommand command, bool sudo) =>
    [
        .. sudo ? ["sudo", "-n"] : Array.Empty<string>(),
        .. command.Background ? ["nice", "-n", "19", "ionice", "-c", "3"] : Array.Empty<string>(),
        "env", "LC_ALL=C", "timeout", "-k", $"{KillAfterSeconds}", $"{Seconds(command)}",
        .. command.Arguments,
    ];

    private static int Seconds(RemoteCommand command) => Math.Max(1, (int)Math.Ceiling(command.Timeout.TotalSeconds));
}
