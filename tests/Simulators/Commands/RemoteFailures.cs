using GlusterDr.Errors;
using GlusterDr.Remote;

namespace GlusterDr.Simulators;

/// <summary>The errors of a runner for commands that did not run to their end.</summary>
internal static class RemoteFailures
{
    public static Error Unreachable(string host) => new(
        ErrorCodes.HostUnreachable, ErrorClass.Transient, $"No connection to {host}: Connection timed out.", host);

    public static Error Timeout(string host, RemoteCommand command) => new(
        ErrorCodes.CommandTimeout, ErrorClass.Transient, $"Not ended after {command.Timeout}.", host, command.ToString());

    public static Error Missing(string host, RemoteCommand command) => new(
        ErrorCodes.CommandMissing, ErrorClass.NeedsPerson, $"{command.Arguments[0]}: command not found", host, command.ToString());
}
