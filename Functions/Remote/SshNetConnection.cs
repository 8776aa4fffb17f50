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
    // Besides the commands at most one session is open: sshd counts them all.
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

    /// <summary>Done when this side gave it up, of which the library tells the commands that run on it nothing.</summary>
    public Task Lost => _lost.Task;

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellation) => ClientAsync(cancellation);

    /// <summary>As <see cref="OpenAsync"/>; returns the client.</summary>
    public Task<SshClient> ClientAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            // No single command may cancel it for the others.
            _opening ??= Task.Run(ConnectAsync, CancellationToken.None);
        }

        return _opening.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation) =>
        new SshNetRun(host, command, options, time).RunAsync(this, started, cancellation);

    /// <summary>Runs a line of no consequence beside the commands.</summary>
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
            // Nobody relies on it.
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
            // It never was, or is no more.
        }
    }

    /// <summary>Runs calls of the library that block: many that wait for a dead host must leave the application its threads.</summary>
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

        // Closing takes the lock that a call which blocks in the socket holds.
        try
        {
            if (SshNetInternals.SessionOf(client) is { } session)
            {
                SshNetInternals.SocketOf(session)?.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (SshNetErrors.IsOfConnection(e))
        {
            // It was closed meanwhile.
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
