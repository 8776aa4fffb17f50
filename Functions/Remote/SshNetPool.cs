using GlusterDr.Remote;

namespace GlusterDr.Functions.Remote;

/// <summary>The connections to one host: few, each carrying no more commands than its sshd allows.</summary>
internal sealed class SshNetPool(Func<SshNetConnection> connect, SshNetRunnerOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SshNetConnection> _connections = [];
    private TaskCompletionSource _room = NewRoom();
    private bool _disposed;

    /// <summary>The fullest connection with room, or a new one. Waits its turn when all are full.</summary>
    public async Task<SshNetConnection> RentAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(SshNetRunner));
                if (Find() is { } connection)
                {
                    connection.InUse++;
                    connection.WhenIdle(null);
                    return connection;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives a connection back. One that is out of use ends with the last of its commands, one that stays idle later.</summary>
    public async Task ReturnAsync(SshNetConnection connection)
    {
        bool close;
        lock (_lock)
        {
            connection.InUse--;
            bool kept = _connections.Contains(connection);
            close = connection.InUse == 0 && !kept;
            if (connection.InUse == 0 && kept)
            {
                connection.WhenIdle(() => _ = CloseIdleAsync(connection));
            }

            MakeRoom();
        }

        if (close)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Takes a connection out of use. It ends with the last of its commands: the others may be well.</summary>
    public void Retire(SshNetConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            MakeRoom();
        }
    }

    /// <summary>Learns that the host takes no further session on a connection. False: not even the only one.</summary>
    public bool Narrow(SshNetConnection connection)
    {
        lock (_lock)
        {
            connection.Limit = Math.Max(1, connection.InUse - 1);
            return connection.InUse > 1;
        }
    }

    /// <summary>Ends all connections, with the commands that run on them.</summary>
    public async ValueTask DisposeAsync()
    {
        List<SshNetConnection> all;
        lock (_lock)
        {
            _disposed = true;
            all = [.. _connections];
            _connections.Clear();
            MakeRoom();
        }

        await Task.WhenAll(all.Select(c => c.DisposeAsync().AsTask()));
    }

    private SshNetConnection? Find()
    {
        foreach (SshNetConnection dead in _connections.Where(c => !c.IsUsable).ToList())
        {
            _connections.Remove(dead);
            _ = dead.InUse == 0 ? dead.DisposeAsync().AsTask() : Task.CompletedTask;
        }

        SshNetConnection? connection = _connections.Where(c => c.InUse < c.Limit).MaxBy(c => c.InUse);
        if (connection is null && _connections.Count < options.ConnectionsPerHost)
        {
            connection = connect();
            _connections.Add(connection);
        }

        return connection;
    }

    private async Task CloseIdleAsync(SshNetConnection connection)
    {
        lock (_lock)
        {
            if (connection.InUse > 0 || !_connections.Remove(connection))
            {
                return;
            }
        }

        await connection.DisposeAsync();
    }

    private void MakeRoom()
    {
        _room.SetResult();
        _room = NewRoom();
    }

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
