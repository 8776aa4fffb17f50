using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Remote.Connections;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// Runs commands where there is no OpenSSH client. The commands for a host share a few connections. A connection that is lost
/// before a command was started is replaced once. Losing it later is an error, because the command may have
/// run. Only pinned host keys are trusted.
/// </summary>
public sealed class SshNetRunner : IRemoteRunner, IAsyncDisposable
{
    private readonly RemoteDispatcher _dispatcher;

    /// <summary>Creates a runner.</summary>
    public SshNetRunner(ISecretReader secrets, TimeProvider time, ILogger<SshNetRunner> logger, SshNetRunnerOptions? options = null)
    {
        options ??= new SshNetRunnerOptions();
        _dispatcher = new RemoteDispatcher(
            host => new SshNetConnection(host, new SshNetLogin(host, options, secrets, time), options, time), options, time, logger);
    }

    /// <inheritdoc/>
    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default) =>
        _dispatcher.RunAsync(host, command, cancellation);

    /// <summary>Closes its connections.</summary>
    public ValueTask DisposeAsync() => _dispatcher.DisposeAsync();
}
