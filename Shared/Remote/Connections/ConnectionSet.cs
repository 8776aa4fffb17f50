namespace GlusterDr.Remote.Connections;

/// <summary>
/// The connections to one host with the same settings. Each has at most as many commands as its sshd allows. Not thread-safe.
/// </summary>
internal sealed class ConnectionSet(
    Func<IHostConnection> connect, Action<IHostConnection> close, RemoteRunnerOptions options, TimeProvider time)
{
    // A host that refused a login does not signal when it accepts connections again.
    private static readonly TimeSpan s_caution = TimeSpan.FromMinutes(1);

    private readonly List<PooledConnection> _connections = [];
    private readonly LoginPauses _pauses = new(options.LoginTimeout, time);
    private int _most = options.ConnectionsPerHost;
    private long _lowered;

    /// <summary>How long to wait before the next login, because the host refused the last one.</summary>
    public TimeSpan Pause => _pauses.Left;

    /// <summary>The busiest connection with room, or a new one; null: all are full, or logins are paused.</summary>
    public PooledConnection? Rent()
    {
        _connections.Where(c => !c.Connection.IsUsable).ToList().ForEach(Retire);
        PooledConnection? found = _connections.Where(c => c.InUse < c.Limit).MaxBy(c => c.InUse);
        if (found is null && _connections.Count < Most() && Pause == TimeSpan.Zero)
        {
            found = new PooledConnection(connect(), options.SessionsPerConnection);
            _connections.Add(found);
        }

        if (found is not null)
        {
            found.InUse++;
            found.StopIdling();
        }

        return found;
    }

    /// <summary>Returns a connection. A retired connection is closed after its last command, an idle one later.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="idle">Called when its idle time is over.</param>
    public void Return(PooledConnection connection, Action idle)
    {
        connection.InUse--;
        if (connection.InUse > 0)
        {
            return;
        }

        if (_connections.Contains(connection))
        {
            connection.Idle = time.CreateTimer(_ => idle(), null, options.IdleClose, Timeout.InfiniteTimeSpan);
        }
        else
        {
            close(connection.Connection);
        }
    }

    /// <summary>Retires a connection. It is closed when no command runs on it any more, because its other commands may still succeed.</summary>
    public void Retire(PooledConnection connection)
    {
        connection.StopIdling();
        if (_connections.Remove(connection) && connection.InUse == 0)
        {
            close(connection.Connection);
        }
    }

    /// <summary>Records that a login succeeded.</summary>
    public void LoggedIn() => _pauses.End();

    /// <summary>Records that a login failed temporarily. False: there is no other connection, and waiting is useless.</summary>
    public bool LoginFailed(PooledConnection connection, bool busy)
    {
        // All commands that share the attempt report its failure, but it counts once.
        bool isNew = _connections.Contains(connection);
        Retire(connection);
        int open = _connections.Count(c => c.Connection.IsOpen);
        if (open > 0)
        {
            _most = open;
            _lowered = time.GetTimestamp();
            return true;
        }

        return busy && (isNew ? _pauses.Lengthen() : Pause > TimeSpan.Zero);
    }

    /// <summary>Records that the host accepts no further session on a connection. False: not even the first.</summary>
    public static bool SessionRefused(PooledConnection connection)
    {
        connection.Limit = Math.Max(1, connection.InUse - 1);
        return connection.InUse > 1 || connection.MayBeFullOfEnded();
    }

    /// <summary>Closes all connections, with the commands that run on them.</summary>
    public void Close()
    {
        foreach (PooledConnection connection in _connections)
        {
            connection.StopIdling();
            close(connection.Connection);
        }

        _connections.Clear();
    }

    private int Most()
    {
        if (_most < options.ConnectionsPerHost && time.GetElapsedTime(_lowered) >= s_caution)
        {
            _most = options.ConnectionsPerHost;
        }

        return _most;
    }
}
