using GlusterDr.Errors;
using GlusterDr.Remote;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>One connection to a host that several commands share.</summary>
internal sealed class SshNetConnection(SshNetLogin login, SshNetRunnerOptions options, TimeProvider time) : IAsyncDisposable
{
    // Besides the commands at most one session is open: sshd counts them all.
    private readonly SemaphoreSlim _aside = new(1);
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<SshClient>? _opening;
    private ITimer? _probing;
    private ITimer? _idle;

    /// <summary>Commands that run on it now; its pool's business.</summary>
    public int InUse { get; set; }

    /// <summary>Commands that may run on it at once; its pool's business.</summary>
    public int Limit { get; set; } = options.SessionsPerConnection;

    /// <summary>Whether it can still be used: not yet made, being made, or open.</summary>
    public bool IsUsable => _opening is not { IsCompleted: true } || IsConnected;

    /// <summary>Done when this side gave it up, of which the library tells the commands that run on it nothing.</summary>
    public Task Lost => _lost.Task;

    private bool IsConnected
    {
        get
        {
            try
            {
                return _opening is { IsCompletedSuccessfully: true, Result.IsConnected: true };
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }

    private TimeSpan Silence => options.KeepAlive * 3;

    /// <summary>Makes the connection; all who ask at the same time share one attempt and its failure.</summary>
    /// <exception cref="DrException">There is none; nothing was run.</exception>
    public Task<SshClient> OpenAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            // Much of the library's login blocks, and no single command may cancel it for the others.
            _opening ??= Task.Run(ConnectAsync, CancellationToken.None);
        }

        return _opening.WaitAsync(cancellation);
    }

    /// <summary>Calls back once, unless work comes before; null: never.</summary>
    public void WhenIdle(Action? close)
    {
        _idle?.Dispose();
        _idle = close is null ? null : time.CreateTimer(_ => close(), null, options.IdleClose, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs a line of no consequence beside the commands; false: the host does not answer.</summary>
    public async Task<bool> RunAsideAsync(string line, TimeSpan bound)
    {
        await _aside.WaitAsync();
        try
        {
            SshClient client = await OpenAsync(CancellationToken.None);
            using SshCommand command = client.CreateCommand(line);
            await Task.Run(() => command.ExecuteAsync()).WaitAsync(bound, time);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or DrException || SshNetErrors.IsOfConnection(e))
        {
            // A refusal is an answer.
            return e.GetType() == typeof(SshException);
        }
        finally
        {
            _aside.Release();
        }
    }

    /// <summary>Ends it, with the commands that run on it.</summary>
    public async ValueTask DisposeAsync()
    {
        _idle?.Dispose();
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

    private async Task<SshClient> ConnectAsync()
    {
        SshClient client = await login.ConnectAsync(CancellationToken.None);
        _probing = time.CreateTimer(_ => _ = ProbeAsync(client), null, Silence, Silence);
        return client;
    }

    // The library's own keep-alive is never answered, so that a network which swallows everything would go unnoticed.
    private async Task ProbeAsync(SshClient client)
    {
        if (InUse > 0 && _aside.CurrentCount > 0 && !await RunAsideAsync(":", Silence))
        {
            await CloseAsync(client);
        }
    }

    private async Task CloseAsync(SshClient client)
    {
        _probing?.Dispose();
        _lost.TrySetResult();
        await Task.Run(client.Dispose);
    }
}
