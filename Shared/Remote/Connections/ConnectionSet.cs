namespace GlusterDr.Remote.Connections;

/// <summary>
/// The connections to one host with the same settings: few, each with no more commands than its sshd allows. Not thread-safe.
/// </summary>
internal sealed class ConnectionSet(
    Func<IHostConnection> connect, Action<IHostConnection> close, RemoteRunnerOptions options, TimeProvider time)
{
    // Nothing tells when a host that refused a login takes more connections again.
    private static readonly TimeSpan s_caution = TimeSpan.FromMinutes(1);

    private readonly List<PooledConnection> _connections = [];
    private readonly LoginPauses _pauses = new(options.LoginTimeout, time);
    private int _most = options.ConnectionsPerHost;
    private long _lowered;

    /// <summary>How long no login is to be tried, because the host refused the last one.</summary>
    public TimeSpan Pause => _pauses.Left;

    /// <summary>The fullest connection with room, or a new one; null: all are full, or the host wants a pause.</summary>
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

    /// <summary>Gives a connection back. One that is out of use ends with the last of its commands, one that stays idle later.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="idle">Called when it has been idle for as long as it may be.</param>
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

    /// <summary>Takes a connection out of use; it is closed when no command runs on it any more, for the others may be well.</summary>
    public void Retire(PooledConnection connection)
    {
        connection.StopIdling();
        if (_connections.Remove(connection) && connection.InUse == 0)
        {
            close(connection.Connection);
        }
    }

    /// <summary>Learns that a login succeeded.</summary>
    public void LoggedIn() => _pauses.End();

    /// <summary>Learns that a login failed in a way that may pass. False: there is no other connection, and no point in waiting.</summary>
    public bool LoginFailed(PooledConnection connection, bool busy)
    {
        // All who share the attempt tell of its failure; it is one all the same.
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

    /// <summary>Learns that the host takes no further session on a connection. False: not even the only one.</summary>
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
