using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote;

/// <summary>Runs commands on hosts.</summary>
public interface IRemoteRunner
{
    /// <summary>Runs a command to its end, with any exit code.</summary>
    /// <exception cref="DrException">
    /// <see cref="ErrorCodes.HostUnreachable"/>, <see cref="ErrorCodes.HostKeyRejected"/>,
    /// <see cref="ErrorCodes.HostAccessDenied"/>, <see cref="ErrorCodes.CommandTimeout"/> or
    /// <see cref="ErrorCodes.CommandMissing"/>: the command did not run to its end.
    /// </exception>
    Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default);
}
