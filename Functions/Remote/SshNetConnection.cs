using System.Net.Sockets;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Remote.Connections;
using GlusterDr.Sites;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>One connection of the library.</summary>
internal sealed class SshNetConnection(RemoteHost host, SshNetLogin login, SshNetRunnerOptions options, TimeProvider time)
    : IHostConnection
{
    // Besides the commands at most one session is open, because sshd counts all sessions.
    private readonly SemaphoreSlim _aside = new(1);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<SshClient>? _opening;
    private SshNetKeepAlive? _keepAlive;

    /// <inheritdoc/>
    public bool IsOpen
    {
        get
        {
            try
            {
                return !_lost.Task.IsCompleted && _opening is { IsCompletedSuccessfully: true, Result.IsConnected: true };
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public bool IsUsable => _opening is not { IsCompleted: true } || IsOpen;

    /// <summary>Completes when this side closes the connection, because the library does not notify the commands that run on it.</summary>
    public Task Lost => _lost.Task;

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation) => ClientAsync(cancellation);

    /// <summary>Like <see cref="OpenAsync"/>, but returns the client.</summary>
    public Task<SshClient> ClientAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            // One command must not cancel it for the others.
            _opening ??= Task.Run(ConnectAsync, CancellationToken.None);
        }

        return _opening.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation) =>
        new SshNetRun(host, command, options, time).RunAsync(this, started, cancellation);

    /// <summary>Runs a line whose result does not matter.</summary>
    public async Task RunAsideAsync(string line, TimeSpan bound)
    {
        using CancellationTokenSource limit = new(bound, time);
        bool entered = false;
        try
        {
            await _aside.WaitAsync(limit.Token);
            entered = true;
            SshClient client = await ClientAsync(limit.Token);
            using SshCommand command = client.CreateCommand(line);
            await LongRunning(() => command.ExecuteAsync()).Unwrap().WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is DrException || SshNetErrors.IsOfConnection(e))
        {
            // Nothing relies on its result.
        }
        finally
        {
            if (entered)
            {
                _aside.Release();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_opening is null)
        {
            return;
        }

        try
        {
            await CloseAsync(await _opening);
        }
        catch (Exception e) when (e is DrException || SshNetErrors.IsOfConnection(e))
        {
            // The connection was never open, or is closed.
        }
    }

    /// <summary>Runs blocking calls of the library on threads of their own, because many calls that wait for a dead host must not use up the thread pool.</summary>
    public static Task<T> LongRunning<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<SshClient> ConnectAsync()
    {
        SshClient client = await login.ConnectAsync();
        try
        {
            _keepAlive = new SshNetKeepAlive(client, options.KeepAlive, () => _ = LoseAsync(client), time);
        }
        catch (InvalidOperationException e)
        {
            throw new DrException(SshNetErrors.Unreachable(host, "The connection was closed right after the login."), e);
        }

        return client;
    }

    private async Task LoseAsync(SshClient client)
    {
        _lost.TrySetResult();

        // Closing needs the lock that a call blocked in the socket holds.
        try
        {
            if (SshNetInternals.SessionOf(client) is { } session)
            {
                SshNetInternals.SocketOf(session)?.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // The connection was closed meanwhile.
        }

        await CloseAsync(client);
    }

    private async Task CloseAsync(SshClient client)
    {
        _keepAlive?.Dispose();
        _lost.TrySetResult();
        await LongRunning(() =>
        {
            client.Dispose();
            return true;
        });
    }
}
