using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>A command's turn at a host: a place on a connection, and first a place among those that are starting.</summary>
internal sealed class HostTurn(HostQueue queue, ConnectionSet set, PooledConnection pooled, TimeSpan begun) : IDisposable
{
    private int _disposed;

    /// <summary>The connection to run on.</summary>
    public IHostConnection Connection => pooled.Connection;

    /// <summary>When the command was first sent, the login left out.</summary>
    public TimeSpan Begun { get; private set; } = begun;

    /// <summary>How long its start took; zero: it did not start.</summary>
    public TimeSpan Starting { get; private set; }

    /// <summary>How long it has lasted, the login left out.</summary>
    public TimeSpan Lasted => queue.Now - Begun;

    /// <summary>Whether the command still counts as starting; its queue's business.</summary>
    public bool IsStarting { get; set; } = true;

    /// <summary>The connection is open; what is counted from now on is the start of the command.</summary>
    public void LoggedIn() => Begun = queue.LoggedIn(set);

    /// <summary>The login failed. True: the command can take another turn.</summary>
    public bool LoginFailed(DrException failure) => queue.LoginFailed(this, set, pooled, failure);

    /// <summary>The login shell has answered.</summary>
    public void Started()
    {
        Starting = Lasted;
        queue.Started(this, pooled);
    }

    /// <summary>The host takes no further session on the connection. True: the command can take another turn.</summary>
    public bool SessionRefused() => queue.SessionRefused(pooled);

    /// <summary>The connection can be used no more.</summary>
    public void Retire() => queue.Retire(set, pooled);

    /// <summary>The command has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            queue.Leave(this, set, pooled);
        }
    }
}
