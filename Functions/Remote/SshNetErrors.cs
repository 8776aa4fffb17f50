using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Sites;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>Converts the library's exceptions to errors.</summary>
internal static class SshNetErrors
{
    /// <summary>Whether the connection caused the exception, rather than a bug.</summary>
    public static bool IsOfConnection(Exception e) => e is SshException or SocketException or IOException
        or ObjectDisposedException or InvalidOperationException or OperationCanceledException;

    /// <summary>The error of a host whose key is not trusted.</summary>
    public static Error HostKey(RemoteHost host, HostKeyVerdict verdict, string shown) => verdict == HostKeyVerdict.Unknown
        ? NeedsPerson(
            host,
            ErrorCodes.HostKeyRejected,
            $"No key is pinned for the host, which shows {shown}.",
            "Compare the host's fingerprint with one that you trust, and add its key to the pinned ones.")
        : NeedsPerson(
            host,
            ErrorCodes.HostKeyRejected,
            verdict == HostKeyVerdict.Revoked
                ? $"The host shows a key that was revoked: {shown}."
                : $"The host shows another key than the pinned one: {shown}.",
            "Find out why before anything else: it may be another machine. When the new key is right, pin it in the old one's place.");

    /// <summary>The error of a login that cannot succeed with the current configuration.</summary>
    public static Error AccessDenied(RemoteHost host, string message) => NeedsPerson(
        host,
        ErrorCodes.HostAccessDenied,
        message,
        "Check the user and the private key in the site's ssh settings and the application's, and authorized_keys at the host.");

    /// <summary>The error of a host that does not answer.</summary>
    public static Error Unreachable(RemoteHost host, string message, string? tried = null) => new(
        ErrorCodes.HostUnreachable,
        ErrorClass.Transient,
        message,
        host.Name,
        tried ?? Tried(host),
        "Check that the host is up, that sshd runs there, the hybrid connection, and the network between.");

    /// <summary>The error of settings that only OpenSSH's own client understands.</summary>
    public static Error ConfigFile(RemoteHost host) => new(
        ErrorCodes.CommandFailed,
        ErrorClass.Permanent,
        "The site's ssh settings name an OpenSSH configuration file, and there is no OpenSSH client here.",
        host.Name,
        Tried(host),
        "Leave 'config' out of the site's ssh settings, and name the user, port, key and pinned host keys there.");

    /// <summary>A login as user and host, for messages.</summary>
    public static string Tried(RemoteHost host) => $"ssh {host.Name}";

    private static Error NeedsPerson(RemoteHost host, string code, string message, string advice) =>
        new(code, ErrorClass.NeedsPerson, message, host.Name, Tried(host), advice);
}
