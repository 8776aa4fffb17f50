using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>What is wrong with a command's run here and cannot be by the OpenSSH client.</summary>
internal static class CommandFaults
{
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
}
