using System.Text.RegularExpressions;
using GlusterDr.Errors;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>Finds the reason for a failed connection in ssh's messages.</summary>
internal static partial class SshErrors
{
    /// <summary>The error for a failure of ssh itself.</summary>
    public static Error Classify(RemoteHost host, string diagnostics, string tried)
    {
        string said = LastLines(diagnostics);
        return diagnostics switch
        {
            _ when ChangedKey().IsMatch(diagnostics) => NeedsPerson(
                ErrorCodes.HostKeyRejected,
                "The host shows another key than the pinned one.",
                "Find out why before anything else: it may be another machine. When the new key is right, pin it in the known_hosts file."),
            _ when UnknownKey().IsMatch(diagnostics) => NeedsPerson(
                ErrorCodes.HostKeyRejected,
                $"No key is pinned for the host ({said}).",
                "Compare the host's fingerprint with one that you trust, and add its key to the known_hosts file."),
            _ when Denied().IsMatch(diagnostics) => NeedsPerson(
                ErrorCodes.HostAccessDenied,
                $"The host refused the credentials ({said}).",
                "Check the user and the key file in the site's ssh settings, and authorized_keys at the host."),
            _ when Configuration().IsMatch(diagnostics) => new Error(
                ErrorCodes.CommandFailed,
                ErrorClass.Permanent,
                $"ssh does not accept its configuration ({said}).",
                host.Name,
                tried,
                "Correct the file that the site's ssh settings name."),
            _ when Refused().IsMatch(diagnostics) && !NoWay().IsMatch(diagnostics) => HostErrors.LoginRefused(host, said, tried),
            _ => Unreachable(host, tried, said),
        };

        Error NeedsPerson(string code, string message, string advice) =>
            new(code, ErrorClass.NeedsPerson, message, host.Name, tried, advice);
    }

    /// <summary>The error of a host that does not answer, or no longer does.</summary>
    public static Error Unreachable(RemoteHost host, string tried, string why) => new(
        ErrorCodes.HostUnreachable,
        ErrorClass.Transient,
        why.Length > 0 ? $"No connection: {why}." : "No connection.",
        host.Name,
        tried,
        "Check that the host is up, that sshd runs there, and the network between.");

    /// <summary>Whether a shared connection has no room for a further session (sshd's <c>MaxSessions</c>).</summary>
    public static bool IsSessionRefused(string diagnostics) => SessionRefused().IsMatch(diagnostics);

    /// <summary>ssh's message about a lost shared connection, without its message about the disabled proxy command.</summary>
    public static string OfSharedConnection(string diagnostics) => ProxyNoise().Replace(diagnostics, "");

    private static string LastLines(string diagnostics)
    {
        IEnumerable<string> lines = diagnostics
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => !l.StartsWith('@') && !l.StartsWith("debug1: ", StringComparison.Ordinal))
            .TakeLast(2);
        return string.Join("; ", lines).TrimEnd('.');
    }

    [GeneratedRegex("REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY|host key .* has changed", RegexOptions.IgnoreCase)]
    private static partial Regex ChangedKey();

    [GeneratedRegex("Host key verification failed|host key is known for|no matching host key type")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("Permission denied|Too many authentication failures|no mutual signature")]
    private static partial Regex Denied();

    [GeneratedRegex(
        "Bad configuration option|Can't open user config file|Bad owner or permissions on|keyword .* extra arguments",
        RegexOptions.IgnoreCase)]
    private static partial Regex Configuration();

    // Closed before the host sent its banner: sshd does this beyond MaxStartups, and since 9.8 also sends a line about it.
    [GeneratedRegex(@"^kex_exchange_identification: |^Exceeded MaxStartups|^Not allowed at this time", RegexOptions.Multiline)]
    private static partial Regex Refused();

    // If a jump host cannot reach the host, the last line is the same.
    [GeneratedRegex(@"^(channel \d+: open failed|stdio forwarding failed|ssh: )", RegexOptions.Multiline)]
    private static partial Regex NoWay();

    [GeneratedRegex("session request failed: Session open refused by peer")]
    private static partial Regex SessionRefused();

    [GeneratedRegex(@"^(kex_exchange_identification: .*|Connection (closed|reset) by UNKNOWN port \d+)\r?\n?", RegexOptions.Multiline)]
    private static partial Regex ProxyNoise();
}
