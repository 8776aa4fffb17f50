using System.Collections.Concurrent;
using GlusterDr.Errors;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Remote;

/// <summary>
/// Runs commands through the machine's own OpenSSH client: its configuration, agent and jump hosts serve as they are. A host
/// gets few connections, which its commands share. A connection that proves dead before a command was given its word is
/// replaced once; one that dies later is an error, for the command may have run.
/// </summary>
public sealed class OpenSshRunner : IRemoteRunner, IAsyncDisposable
{
    private readonly OpenSshRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<RemoteHost, SshConnectionPool> _pools = new();
    private readonly string _directory;
    private readonly bool _ownsDirectory;
    private int _sockets;
    private int _disposed;

    /// <summary>Makes a runner.</summary>
    public OpenSshRunner(TimeProvider time, ILogger<OpenSshRunner> logger, OpenSshRunnerOptions? options = null)
    {
        _time = time;
        _logger = logger;
        _options = options ?? new OpenSshRunnerOptions();
        _ownsDirectory = _options.RuntimeDirectory is null;
        _directory = _options.RuntimeDirectory ?? RuntimeDirectory.Create();
    }

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        HostName.Require(host.Name);
        SshConnectionPool pool = _pools.GetOrAdd(host, h => new SshConnectionPool(h, NewSocket, _options, _time));
        SshOutcome outcome = await TryAsync(pool, host, command, cancellation);
        if (outcome.MayRunAgain)
        {
            outcome = await TryAsync(pool, host, command, cancellation);
        }

        return outcome.Result ?? throw new DrException(outcome.Error!);
    }

    /// <summary>Ends the connections that it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await Task.WhenAll(_pools.Values.Select(p => p.CloseAsync()));
        foreach (SshConnectionPool pool in _pools.Values)
        {
            pool.Dispose();
        }

        if (_ownsDirectory)
        {
            RuntimeDirectory.Delete(_directory);
        }
    }

    private async Task<SshOutcome> TryAsync(
        SshConnectionPool pool, RemoteHost host, RemoteCommand command, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        SshConnection connection = await pool.RentAsync(cancellation);
        try
        {
            await OpenAsync(pool, connection, host, cancellation);
            TimeSpan connecting = _time.GetElapsedTime(start);
            SshOutcome outcome = await new SshRun(host, command, _options, _time).RunAsync(connection.Socket, cancellation);
            LogRun(host, command, outcome, start, connecting);
            if (outcome.ConnectionLost)
            {
                RemoteLog.ConnectionLost(_logger, host.Name, outcome.Started);
                pool.Retire(connection);
            }

            return outcome;
        }
        finally
        {
            pool.Return(connection);
        }
    }

    private void LogRun(RemoteHost host, RemoteCommand command, SshOutcome outcome, long start, TimeSpan connecting)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            string end = outcome.Result is { } result ? $"exit {result.ExitCode}" : outcome.Error?.Code ?? "lost";
            RemoteLog.Ran(
                _logger, host.Name, command.ToString(), end, (long)_time.GetElapsedTime(start).TotalMilliseconds, (long)connecting.TotalMilliseconds);
        }
    }

    private async Task OpenAsync(SshConnectionPool pool, SshConnection connection, RemoteHost host, CancellationToken cancellation)
    {
        if (connection.IsOpen)
        {
            return;
        }

        try
        {
            await connection.OpenAsync(cancellation);
            RemoteLog.Connected(_logger, host.Name);
        }
        catch (DrException)
        {
            pool.Retire(connection);
            throw;
        }
    }

    private string NewSocket() => Path.Combine(_directory, $"{Interlocked.Increment(ref _sockets):x}");
}
