using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote.Connections;

/// <summary>The errors of hosts that are reachable but did not start a command.</summary>
internal static class HostErrors
{
    /// <summary>The error of a command that waited too long for its turn.</summary>
    public static Error NoTurn(RemoteHost host, RemoteCommand command, TimeSpan bound, int running) => new(
        ErrorCodes.HostBusy,
        ErrorClass.Transient,
        $"The command was not started: {running} others use the host, and none of them started or ended within {bound.TotalSeconds:0} s.",
        host.Name,
        command.ToString(),
        "Check the load of the host, and whether commands hang there.");

    /// <summary>The error of a login shell that does not answer although the connection is alive.</summary>
    public static Error NoShell(RemoteHost host, RemoteCommand command, TimeSpan bound) => new(
        ErrorCodes.HostBusy,
        ErrorClass.Transient,
        $"The command was not started: the login shell did not answer within {bound.TotalSeconds:0} s.",
        host.Name,
        command.ToString(),
        "Check the load of the host, and what the user's login shell reads when it starts (~/.bashrc, LDAP, a hung home directory).");

    /// <summary>The error of a host that closes connections before it sends its SSH banner.</summary>
    public static Error LoginRefused(RemoteHost host, string said, string tried) => new(
        ErrorCodes.HostBusy,
        ErrorClass.Transient,
        $"The host closed the connection before the login began ({said}).",
        host.Name,
        tried,
        "Too many logins at once (MaxStartups in sshd_config), or the host rejects this address (PerSourcePenalties, hosts.deny).");

    /// <summary>The error of a login shell that does not run the command line.</summary>
    public static Error WrongShell(RemoteHost host, RemoteCommand command, string said) => new(
        ErrorCodes.HostAccessDenied,
        ErrorClass.NeedsPerson,
        $"The login shell did not run the command line: {(said.Length <= 300 ? said : said[..300] + " ...")}",
        host.Name,
        command.ToString(),
        "The user needs a POSIX login shell (sh, bash, dash, zsh), and no forced command for this key.");
}
