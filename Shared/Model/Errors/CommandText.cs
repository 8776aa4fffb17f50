using System.Text.RegularExpressions;

namespace GlusterDr.Errors;

/// <summary>Reads the standard error and the exit code of a command.</summary>
public static partial class CommandText
{
    // A shell reports a program that a signal ended as 128 + its number (POSIX); an ordinary program exits with less.
    private static readonly Dictionary<int, string> s_signals = new()
    {
        [132] = "SIGILL",
        [133] = "SIGTRAP",
        [134] = "SIGABRT",
        [135] = "SIGBUS",
        [136] = "SIGFPE",
        [137] = "SIGKILL",
        [139] = "SIGSEGV",
        [143] = "SIGTERM",
    };

    /// <summary>The text without the lines that login shells, sudo and libraries print, whether the command succeeds or fails.</summary>
    public static string WithoutNoise(string standardError) => string.Join(
        '\n', standardError.Split('\n').Where(l => !Noise().IsMatch(l))).Trim();

    /// <summary>The signal that ended a program; null: it exited. After a crash it is not known whether the command took effect.</summary>
    public static string? SignalOf(int exitCode) => s_signals.GetValueOrDefault(exitCode);

    /// <summary>The error of a program that a signal ended. It is transient: the same command can succeed the next time.</summary>
    /// <param name="exitCode">The exit code, for which <see cref="SignalOf"/> has a signal.</param>
    /// <param name="host">The host.</param>
    /// <param name="command">The command.</param>
    public static Error Crash(int exitCode, string host, string command) => new(
        ErrorCodes.CommandCrashed,
        ErrorClass.Transient,
        $"The command was ended by {SignalOf(exitCode)} (exit code {exitCode}). Whether it took effect is not known.",
        host,
        command,
        "Find the reason on the host: coredumpctl list; journalctl -k (out of memory).");

    [GeneratedRegex(
        @"\A\s*(sudo: (unable to (resolve host|send audit message)|setrlimit\(|(\S+: )?timestamp too far in the future)"
        // The lecture that sudo prints to a user the first time.
        + @"|We trust you have received the usual lecture|Administrator\. It usually boils down|#[123]\) (Respect|Think|With) |For security reasons, the password you type"
        + @"|Warning: Permanently added |mesg: |stdin: is not a tty|X11 forwarding request failed"
        + @"|(\S*sh: )?(line \d+: )?warning: setlocale: |perl: warning: "
        // libvirt's own log: time, thread, level, function.
        + @"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+\d{4}: \d+: (debug|info|warning) : )",
        RegexOptions.IgnoreCase)]
    private static partial Regex Noise();
}
