using GlusterDr.Errors;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Remote.OpenSsh;

/// <summary>
/// Runs commands through the machine's own OpenSSH client, with its configuration, agent and jump hosts. The commands for a host
/// share a few connections. A connection that is lost before a command was started is replaced once. Losing it later is an
/// error, because the command may have run.
/// </summary>
public sealed class OpenSshRunner : IRemoteRunner, IAsyncDisposable
{
    private readonly RemoteDispatcher _dispatcher;
    private readonly string _directory;
    private readonly bool _ownsDirectory;
    private int _sockets;
    private int _disposed;

    /// <summary>Creates a runner.</summary>
    public OpenSshRunner(TimeProvider time, ILogger<OpenSshRunner> logger, OpenSshRunnerOptions? options = null)
    {
        options ??= new OpenSshRunnerOptions();
        _ownsDirectory = options.RuntimeDirectory is null;
        _directory = options.RuntimeDirectory ?? RuntimeDirectory.Create();
        _dispatcher = new RemoteDispatcher(host => new SshConnection(host, NewSocket(), options, time), options, time, logger);
    }

    /// <inheritdoc/>
    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default) =>
        _dispatcher.RunAsync(host, command, cancellation);

    /// <summary>Closes its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _dispatcher.DisposeAsync();
        if (_ownsDirectory)
        {
            RuntimeDirectory.Delete(_directory);
        }
    }

    private string NewSocket() => Path.Combine(_directory, $"{Interlocked.Increment(ref _sockets):x}");
}
