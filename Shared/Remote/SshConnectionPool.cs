namespace GlusterDr.Remote;

/// <summary>The connections to one host: few, each carrying no more commands than sshd allows.</summary>
internal sealed class SshConnectionPool(RemoteHost host, Func<string> newSocket, OpenSshRunnerOptions options, TimeProvider time)
    : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SshConnection> _connections = [];
    private readonly SemaphoreSlim _turns = new(options.SessionsPerConnection * options.ConnectionsPerHost);

    /// <summary>The fullest connection with room, or a new one. Waits its turn when all are full.</summary>
    public async Task<SshConnection> RentAsync(CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        lock (_lock)
        {
            _connections.RemoveAll(c => !c.IsUsable);
            SshConnection? connection = _connections
                .Where(c => c.InUse < options.SessionsPerConnection)
                .MaxBy(c => c.InUse);
            if (connection is null)
            {
                connection = new SshConnection(host, newSocket(), options, time);
                _connections.Add(connection);
            }

            connection.InUse++;
            return connection;
        }
    }

    public void Return(SshConnection connection)
    {
        bool close;
        lock (_lock)
        {
            connection.InUse--;
            close = connection.InUse == 0 && !_connections.Contains(connection);
        }

        _turns.Release();
        if (close)
        {
            _ = connection.CloseAsync();
        }
    }

    /// <summary>Takes a connection out of use. It ends with the last of its commands: the others may be well.</summary>
    public void Retire(SshConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    public async Task CloseAsync()
    {
        List<SshConnection> all;
        lock (_lock)
        {
            all = [.. _connections];
            _connections.Clear();
        }

        await Task.WhenAll(all.Where(c => c.IsOpen).Select(c => c.CloseAsync()));
    }

    public void Dispose() => _turns.Dispose();
}
