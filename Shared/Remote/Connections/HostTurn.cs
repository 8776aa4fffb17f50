using GlusterDr.Errors;

namespace GlusterDr.Remote.Connections;

/// <summary>A command's turn at a host: a place on a connection and, until it has started, a place among the starting commands.</summary>
internal sealed class HostTurn(HostQueue queue, ConnectionSet set, PooledConnection pooled, TimeSpan begun) : IDisposable
{
    private int _disposed;

    /// <summary>The connection to run on.</summary>
    public IHostConnection Connection => pooled.Connection;

    /// <summary>When the command was first sent, not counting the login.</summary>
    public TimeSpan Begun { get; private set; } = begun;

    /// <summary>How long its start took; zero: it did not start.</summary>
    public TimeSpan Starting { get; private set; }

    /// <summary>Its duration so far, not counting the login.</summary>
    public TimeSpan Lasted => queue.Now - Begun;

    /// <summary>Whether the command still counts as starting. Used by the queue.</summary>
    public bool IsStarting { get; set; } = true;

    /// <summary>Records that the connection is open. The time from now on counts for the start of the command.</summary>
    public void LoggedIn() => Begun = queue.LoggedIn(set);

    /// <summary>Records that the login failed. True: the command can take another turn.</summary>
    public bool LoginFailed(DrException failure) => queue.LoginFailed(this, set, pooled, failure);

    /// <summary>Records that the login shell has answered.</summary>
    public void Started()
    {
        Starting = Lasted;
        queue.Started(this, pooled);
    }

    /// <summary>Records that the host accepts no further session on the connection. True: the command can take another turn.</summary>
    public bool SessionRefused() => queue.SessionRefused(pooled);

    /// <summary>Records that the connection is unusable.</summary>
    public void Retire() => queue.Retire(set, pooled);

    /// <summary>Records that the command has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            queue.Leave(this, set, pooled);
        }
    }
}
