using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Remote.Connections;

/// <summary>
/// The queue of commands for one host, in order of arrival. Each waits until a connection has room and few enough commands are starting.
/// All commands for the host use the same queue, even with different settings.
/// </summary>
internal sealed class HostQueue(RemoteRunnerOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<HostWaiter> _waiting = new();
    private readonly Dictionary<RemoteHost, ConnectionSet> _sets = [];
    private readonly HashSet<Task> _closing = [];
    private readonly StartLimit _starts = new(options.SessionsPerConnection * options.ConnectionsPerHost);
    private readonly long _origin = time.GetTimestamp();
    private ITimer? _pause;
    private int _running;
    private int _starting;
    private TimeSpan _moved;
    private bool _disposed;

    /// <summary>The time since this queue was created.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>The number of commands that have a turn.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="host">The host, with its settings.</param>
    /// <param name="connect">Creates a connection to it.</param>
    /// <param name="first">Whether it goes before the waiting ones, because it already had a turn and could not use it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TimeoutException">No command has started or ended for too long.</exception>
    /// <exception cref="DrException">No connection could be made.</exception>
    public async Task<HostTurn> EnterAsync(RemoteHost host, Func<IHostConnection> connect, bool first, CancellationToken cancellation)
    {
        HostWaiter waiter;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IRemoteRunner));
            waiter = new HostWaiter(SetOf(host, connect), Now);
            LinkedListNode<HostWaiter> _ = first ? _waiting.AddFirst(waiter) : _waiting.AddLast(waiter);
            Serve();
        }

        try
        {
            return await WaitAsync(waiter, cancellation);
        }
        catch
        {
            Withdraw(waiter);
            throw;
        }
    }

    /// <summary>Records that a login succeeded; returns the time.</summary>
    public TimeSpan LoggedIn(ConnectionSet set)
    {
        lock (_lock)
        {
            set.LoggedIn();
            return Now;
        }
    }

    /// <summary>Records that a login failed. Commands that wait for a connection and have no other one fail too. True: another attempt may succeed.</summary>
    public bool LoginFailed(HostTurn turn, ConnectionSet set, PooledConnection pooled, DrException failure)
    {
        lock (_lock)
        {
            bool busy = failure.Error.Code == ErrorCodes.HostBusy;
            if (busy)
            {
                _starts.Refused(turn.Begun, Now);
            }

            if (failure.Error.Class == ErrorClass.Transient && set.LoginFailed(pooled, busy))
            {
                Serve();
                return true;
            }

            set.Retire(pooled);
            foreach (HostWaiter waiter in _waiting.Where(w => w.Set == set).ToList())
            {
                _waiting.Remove(waiter);
                waiter.Turn.TrySetException(failure);
            }

            return false;
        }
    }

    /// <summary>Records that a command has started, so that the next one may start.</summary>
    public void Started(HostTurn turn, PooledConnection pooled)
    {
        lock (_lock)
        {
            pooled.HasStarted();
            if (turn.IsStarting)
            {
                _starts.Started(turn.Begun, Now, _starting);
                EndStart(turn);
                Serve();
            }
        }
    }

    /// <summary>Records that a connection accepts no further session. True: it has other sessions, so there will be room.</summary>
    public bool SessionRefused(PooledConnection pooled)
    {
        lock (_lock)
        {
            return ConnectionSet.SessionRefused(pooled);
        }
    }

    /// <summary>Records that a connection is unusable.</summary>
    public void Retire(ConnectionSet set, PooledConnection pooled)
    {
        lock (_lock)
        {
            set.Retire(pooled);
        }
    }

    /// <summary>Records that a command has ended or could not be started.</summary>
    public void Leave(HostTurn turn, ConnectionSet set, PooledConnection pooled)
    {
        lock (_lock)
        {
            EndStart(turn);
            _running--;
            set.Return(pooled, () => CloseIdle(set, pooled));
            Serve();
        }
    }

    /// <summary>Closes all connections with their commands. Waiting commands fail.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task> closing;
        lock (_lock)
        {
            _disposed = true;
            _pause?.Dispose();
            foreach (HostWaiter waiter in _waiting)
            {
                waiter.Turn.TrySetException(new ObjectDisposedException(nameof(IRemoteRunner)));
            }

            _waiting.Clear();
            foreach (ConnectionSet set in _sets.Values)
            {
                set.Close();
            }

            closing = [.. _closing];
        }

        await Task.WhenAll(closing);
    }

    private ConnectionSet SetOf(RemoteHost host, Func<IHostConnection> connect)
    {
        if (!_sets.TryGetValue(host, out ConnectionSet? set))
        {
            set = new ConnectionSet(connect, Close, options, time);
            _sets.Add(host, set);
        }

        return set;
    }

    private void Serve()
    {
        TimeSpan pause = TimeSpan.Zero;
        LinkedListNode<HostWaiter>? next;
        for (LinkedListNode<HostWaiter>? node = _waiting.First; node is not null && _starting < _starts.Value; node = next)
        {
            next = node.Next;
            ConnectionSet set = node.Value.Set;
            if (set.Rent() is { } pooled)
            {
                _waiting.Remove(node);
                _starting++;
                _running++;
                _moved = Now;
                node.Value.Turn.SetResult(new HostTurn(this, set, pooled, _moved));
            }
            else if (set.Pause > pause)
            {
                pause = set.Pause;
            }
        }

        if (pause > TimeSpan.Zero)
        {
            _pause?.Dispose();
            _pause = time.CreateTimer(_ => ServeAgain(), null, pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void ServeAgain()
    {
        lock (_lock)
        {
            Serve();
        }
    }

    private void EndStart(HostTurn turn)
    {
        _moved = Now;
        if (turn.IsStarting)
        {
            turn.IsStarting = false;
            _starting--;
        }
    }

    // While others start or end, waiting makes sense.
    private async Task<HostTurn> WaitAsync(HostWaiter waiter, CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan left = Patience(waiter);
            try
            {
                return await waiter.Turn.Task.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException) when (Patience(waiter) > TimeSpan.Zero)
            {
                continue;
            }
        }
    }

    private TimeSpan Patience(HostWaiter waiter)
    {
        lock (_lock)
        {
            TimeSpan since = waiter.Since > _moved ? waiter.Since : _moved;
            TimeSpan left = since + options.TurnTimeout - Now;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    // It may have got its turn at the same moment.
    private void Withdraw(HostWaiter waiter)
    {
        bool waits;
        lock (_lock)
        {
            waits = _waiting.Remove(waiter);
        }

        if (!waits && waiter.Turn.Task.IsCompletedSuccessfully)
        {
            waiter.Turn.Task.Result.Dispose();
        }
    }

    private void CloseIdle(ConnectionSet set, PooledConnection pooled)
    {
        lock (_lock)
        {
            if (pooled.InUse == 0)
            {
                set.Retire(pooled);
            }
        }
    }

    // In the background: a connection that is dead may take long to close.
    private void Close(IHostConnection connection)
    {
        Task closing = Task.Run(() => connection.DisposeAsync().AsTask());
        _closing.Add(closing);
        closing.ContinueWith(Closed, TaskScheduler.Default);
    }

    private void Closed(Task closing)
    {
        lock (_lock)
        {
            _closing.Remove(closing);
        }
    }
}
