using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote;

/// <summary>Distinguishes a command that ran to its end from one that was interrupted or never started.</summary>
internal static partial class CommandErrors
{
    /// <summary>The parts of standard error.</summary>
    /// <param name="Diagnostics">The output of ssh and the login shell.</param>
    /// <param name="Command">The output of the command.</param>
    /// <param name="ExitCode">The command's own exit code; null: it was not reported.</param>
    internal sealed record ErrorStream(string Diagnostics, string Command, int? ExitCode);

    private const int TimeoutTerminated = 124;
    private const int TimeoutKilled = 137;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // timeout(1) measures at the host; this measures here.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>The error; null: the command ran, and the exit code is the command's.</summary>
    public static Error? Find(RemoteHost host, RemoteCommand command, int exit, string standardError, TimeSpan elapsed)
    {
        if (exit is TimeoutTerminated or TimeoutKilled && elapsed >= command.Timeout - Tolerance)
        {
            return TimedOut(host, command, $"ended at the host after {command.Timeout.TotalSeconds:0.#} s");
        }

        // sudo and the login may first print harmless warnings (a host name that does not resolve), so the reason is the last line.
        string said = CommandText.WithoutNoise(standardError);
        string last = said.Split('\n')[^1];
        if (host.Ssh.Sudo && exit == 1 && SudoMissing().IsMatch(last))
        {
            return Missing(host, command, said);
        }

        if (host.Ssh.Sudo && exit == 1 && (SudoRefused().IsMatch(last) || NoSudoer().IsMatch(said)))
        {
            return new Error(
                ErrorCodes.HostAccessDenied,
                ErrorClass.NeedsPerson,
                $"sudo refused the command: {said}",
                host.Name,
                command.ToString(),
                "Allow the user to run it without a password (NOPASSWD in sudoers).");
        }

        return exit is NotFound or NotExecutable && WrapperFailed().IsMatch(standardError)
            ? Missing(host, command, said)
            : null;
    }

    /// <summary>The error of a command that did not end in time.</summary>
    public static Error TimedOut(RemoteHost host, RemoteCommand command, string how) => new(
        ErrorCodes.CommandTimeout,
        ErrorClass.Transient,
        $"The command did not end in time: {how}.",
        host.Name,
        command.ToString(),
        "Check the load of the host, and whether the service that the command uses hangs there.");

    /// <summary>The error of a command that printed too much.</summary>
    public static Error TooMuch(RemoteHost host, RemoteCommand command, int bound) => new(
        ErrorCodes.OutputUnreadable,
        ErrorClass.Permanent,
        $"The command printed more than {bound >> 20} MiB.",
        host.Name,
        command.ToString());

    private static Error Missing(RemoteHost host, RemoteCommand command, string standardError) => new(
        ErrorCodes.CommandMissing,
        ErrorClass.Permanent,
        $"A program is missing or cannot be run: {standardError.Trim()}",
        host.Name,
        command.ToString(),
        "Install it there, or put its directory on the PATH of non-interactive logins.");

    [GeneratedRegex(@"\Asudo: .*: command not found")]
    private static partial Regex SudoMissing();

    // sudo's own messages, or "Sorry, user dr is not allowed to execute ...".
    [GeneratedRegex(@"\A(sudo: |Sorry, (user|try) )")]
    private static partial Regex SudoRefused();

    // The rest differs between versions: the incident will be, or was, reported.
    [GeneratedRegex(@"^\S+ is not (allowed to run sudo on |in the sudoers file)", RegexOptions.Multiline)]
    private static partial Regex NoSudoer();

    // Only messages of the wrappers: a script may exit with 127 for its own reasons.
    [GeneratedRegex(
        @"^(timeout: failed to run command|ionice: failed to execute|(env|nice): .*No such file"
        + @"|\S*: .*(env|timeout|nice|ionice|sudo): (command )?not found)",
        RegexOptions.Multiline)]
    private static partial Regex WrapperFailed();
}
