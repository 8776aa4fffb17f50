using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>Tells a command that ran to its end from one that was cut off or never began, as the OpenSSH runner does.</summary>
internal static partial class CommandJudge
{
    private const int TimeoutTerminated = 124;
    private const int TimeoutKilled = 137;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    // timeout(1) counts at the host, we count here.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(1);

    /// <summary>The error; null: the command ran, and the exit code is its own.</summary>
    public static Error? Find(RemoteHost host, RemoteCommand command, RemoteResult result, TimeSpan elapsed)
    {
        string said = result.StandardError;
        return result.ExitCode switch
        {
            TimeoutTerminated or TimeoutKilled when elapsed >= command.Timeout - s_tolerance =>
                TimedOut(host, command, $"ended at the host after {command.Timeout.TotalSeconds:0.#} s"),
            1 when host.Ssh.Sudo && SudoMissing().IsMatch(said) => Missing(host, command, said),
            1 when host.Ssh.Sudo && said.StartsWith("sudo: ", StringComparison.Ordinal) => SudoRefused(host, command, said),
            NotFound or NotExecutable when WrapperFailed().IsMatch(said) => Missing(host, command, said),
            _ => null,
        };
    }

    /// <summary>The error of a command that did not end in time.</summary>
    public static Error TimedOut(RemoteHost host, RemoteCommand command, string how) => new(
        ErrorCodes.CommandTimeout,
        ErrorClass.Transient,
        $"The command did not end in time: {how}.",
        host.Name,
        command.ToString(),
        "Look at the load of the host, and whether what the command asks hangs there.");

    /// <summary>The error of a command that printed too much.</summary>
    public static Error TooMuch(RemoteHost host, RemoteCommand command, int bound) => new(
        ErrorCodes.OutputUnreadable,
        ErrorClass.Permanent,
        $"The command printed more than {bound >> 20} MiB.",
        host.Name,
        command.ToString());

    /// <summary>The error of a login shell that does something else.</summary>
    public static Error NoShell(RemoteHost host, RemoteCommand command, string said) => new(
        ErrorCodes.HostAccessDenied,
        ErrorClass.NeedsPerson,
        $"The login shell did not run the command line: {(said.Length <= 300 ? said : said[..300] + " ...")}",
        host.Name,
        command.ToString(),
        "The user needs a POSIX login shell (sh, bash, dash, zsh), and no forced command for this key.");

    private static Error SudoRefused(RemoteHost host, RemoteCommand command, string said) => new(
        ErrorCodes.HostAccessDenied,
        ErrorClass.NeedsPerson,
        $"sudo refused the command: {said.Trim()}",
        host.Name,
        command.ToString(),
        "Allow the user to run it without a password (NOPASSWD in sudoers).");

    private static Error Missing(RemoteHost host, RemoteCommand command, string said) => new(
        ErrorCodes.CommandMissing,
        ErrorClass.Permanent,
        $"A program is missing or cannot be run: {said.Trim()}",
        host.Name,
        command.ToString(),
        "Install it there, or put its directory on the PATH of non-interactive logins.");

    [GeneratedRegex(@"\Asudo: .*: command not found")]
    private static partial Regex SudoMissing();

    // Only the wrappers' own words: a script may end with 127 for reasons of its own.
    [GeneratedRegex(
        @"^(timeout: failed to run command|ionice: failed to execute|(env|nice): .*No such file"
        + @"|\S*: .*(env|timeout|nice|ionice|sudo): (command )?not found)",
        RegexOptions.Multiline)]
    private static partial Regex WrapperFailed();
}
