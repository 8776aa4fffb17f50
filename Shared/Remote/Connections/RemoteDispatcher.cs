using System.Collections.Concurrent;
using GlusterDr.Errors;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Remote.Connections;

/// <summary>
/// Runs commands on hosts over shared connections. A command that was certainly not started is tried again: at once if its
/// connection has no more room, and once if its connection was lost. A command that may have run is never repeated.
/// </summary>
internal sealed class RemoteDispatcher(
    Func<RemoteHost, IHostConnection> connect, RemoteRunnerOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // On shutdown, the time for ending commands at their hosts whose callers have already cancelled.
    private static readonly TimeSpan s_endBound = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Name, int? Port), HostQueue> _queues = new();
    private readonly ConcurrentDictionary<Task, bool> _abandoned = new();
    private int _disposed;

    /// <summary>See <see cref="IRemoteRunner.RunAsync"/>.</summary>
    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, typeof(IRemoteRunner));
        HostName.Require(host.Name);
        HostQueue queue = _queues.GetOrAdd((host.Name, host.Ssh.Port), _ => new HostQueue(options, time));
        bool replaced = false;
        for (bool again = false; ; again = true)
        {
            HostTurn turn = await EnterAsync(queue, host, command, again, cancellation);
            RemoteOutcome outcome = await FollowAsync(AttemptAsync(turn, host, command, cancellation), cancellation);
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

    /// <summary>Closes all connections, with the commands that run on them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await Task.WhenAny(Task.WhenAll(_abandoned.Keys), Task.Delay(s_endBound, time));
            await Task.WhenAll(_queues.Values.Select(q => q.DisposeAsync().AsTask()));
        }
    }

    private async Task<HostTurn> EnterAsync(
        HostQueue queue, RemoteHost host, RemoteCommand command, bool again, CancellationToken cancellation)
    {
        try
        {
            return await queue.EnterAsync(host, () => connect(host), again, cancellation);
        }
        catch (TimeoutException)
        {
            throw new DrException(HostErrors.NoTurn(host, command, options.TurnTimeout, queue.Running));
        }
    }

    // A caller that cancels does not wait until the command has ended at the host. Its place on the connection stays taken until then.
    private async Task<RemoteOutcome> FollowAsync(Task<RemoteOutcome> attempt, CancellationToken cancellation)
    {
        try
        {
            return await attempt.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!attempt.IsCompleted)
        {
            _abandoned[attempt] = true;
            _ = attempt.ContinueWith(Forget, TaskScheduler.Default);
            throw;
        }
    }

    private void Forget(Task<RemoteOutcome> attempt)
    {
        _ = attempt.Exception;
        _abandoned.TryRemove(attempt, out _);
    }

    private async Task<RemoteOutcome> AttemptAsync(
        HostTurn turn, RemoteHost host, RemoteCommand command, CancellationToken cancellation)
    {
        using HostTurn _ = turn;
        try
        {
            await LogInAsync(turn, host, cancellation);
        }
        catch (DrException e)
        {
            if (!turn.LoginFailed(e))
            {
                throw;
            }

            RemoteLog.LoginRefused(logger, host.Name, e.Error.Message);
            return new RemoteOutcome(null, e.Error) { Started = false, Refused = true };
        }

        RemoteOutcome outcome = await turn.Connection.RunAsync(command, turn.Started, cancellation);
        if (outcome.Refused)
        {
            RemoteLog.SessionRefused(logger, host.Name);
            outcome = turn.SessionRefused() ? outcome : outcome with { Refused = false, ConnectionLost = true };
        }

        if (outcome.ConnectionLost)
        {
            RemoteLog.ConnectionLost(logger, host.Name, outcome.Started);
            turn.Retire();
        }

        LogRun(turn, host, command, outcome);
        return outcome;
    }

    private async Task LogInAsync(HostTurn turn, RemoteHost host, CancellationToken cancellation)
    {
        bool open = turn.Connection.IsOpen;
        await turn.Connection.OpenAsync(cancellation);
        turn.LoggedIn();
        if (!open)
        {
            RemoteLog.Connected(logger, host.Name);
        }
    }

    private void LogRun(HostTurn turn, RemoteHost host, RemoteCommand command, RemoteOutcome outcome)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            string end = outcome.Result is { } result ? $"exit {result.ExitCode}" : outcome.Error?.Code ?? "lost";
            RemoteLog.Ran(logger, host.Name, command.ToString(), end, (long)turn.Lasted.TotalMilliseconds, (long)turn.Starting.TotalMilliseconds);
        }
    }
}
