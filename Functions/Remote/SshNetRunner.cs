using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Functions.Remote;

/// <summary>
/// Runs commands where there is no OpenSSH client: a host gets few connections, which its commands share. A connection that
/// proves dead before a command was given its word is replaced once; one that dies later is an error, for the command may have
/// run. Only pinned host keys are trusted.
/// </summary>
public sealed class SshNetRunner : IRemoteRunner, IAsyncDisposable
{
    private readonly SshNetRunnerOptions _options;
    private readonly ISecretReader _secrets;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<RemoteHost, SshNetPool> _pools = new();
    private int _disposed;

    /// <summary>Makes a runner.</summary>
    public SshNetRunner(ISecretReader secrets, TimeProvider time, ILogger<SshNetRunner> logger, SshNetRunnerOptions? options = null)
    {
        _secrets = secrets;
        _time = time;
        _logger = logger;
        _options = options ?? new SshNetRunnerOptions();
    }

    /// <inheritdoc/>
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        HostName.Require(host.Name);
        SshNetPool pool = _pools.GetOrAdd(host, NewPool);
        for (bool replaced = false; ;)
        {
            SshNetOutcome outcome = await TryAsync(pool, host, command, cancellation);
            if (outcome.Refused)
            {
                continue;
            }

            if (outcome.MayRunAgain && !replaced)
            {
                replaced = true;
                continue;
            }

            return outcome.Result ?? throw new DrException(outcome.Error!);
        }
    }

    /// <summary>Ends the connections that it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await Task.WhenAll(_pools.Values.Select(p => p.DisposeAsync().AsTask()));
        }
    }

    private async Task<SshNetOutcome> TryAsync(SshNetPool pool, RemoteHost host, RemoteCommand command, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        SshNetConnection connection = await pool.RentAsync(cancellation);
        try
        {
            SshNetOutcome outcome = await new SshNetRun(host, command, _options, _time).RunAsync(connection, cancellation);
            outcome = outcome.Refused ? Narrow(pool, connection, host, outcome) : outcome;
            LogRun(host, command, outcome, start);
            if (outcome.ConnectionLost)
            {
                SshNetLog.ConnectionLost(_logger, host.Name, outcome.Started);
                pool.Retire(connection);
            }

            return outcome;
        }
        catch (DrException)
        {
            pool.Retire(connection);
            throw;
        }
        finally
        {
            await pool.ReturnAsync(connection);
        }
    }

    private SshNetOutcome Narrow(SshNetPool pool, SshNetConnection connection, RemoteHost host, SshNetOutcome outcome)
    {
        if (!pool.Narrow(connection))
        {
            return outcome with { Refused = false, ConnectionLost = true };
        }

        SshNetLog.Refused(_logger, host.Name, connection.Limit);
        return outcome;
    }

    private void LogRun(RemoteHost host, RemoteCommand command, SshNetOutcome outcome, long start)
    {
        if (_logger.IsEnabled(LogLevel.Debug))
        {
            string end = outcome.Result is { } result ? $"exit {result.ExitCode}" : outcome.Error?.Code ?? "lost";
            SshNetLog.Ran(_logger, host.Name, command.ToString(), end, (long)_time.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private SshNetPool NewPool(RemoteHost host)
    {
        SshNetLogin login = new(host, _options, _secrets);
        return new SshNetPool(() => new SshNetConnection(login, _options, _time), _options);
    }
}
