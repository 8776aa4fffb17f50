namespace GlusterDr.Remote.Connections;

/// <summary>A connection, and what its set keeps of it.</summary>
internal sealed class PooledConnection(IHostConnection connection, int limit)
{
    // sshd counts a session until it has cleared it away, some round trips after the answer.
    private const int MostRefusals = 10;

    private bool _hasRun;
    private int _refusals;

    /// <summary>The connection.</summary>
    public IHostConnection Connection => connection;

    /// <summary>Commands that run on it now.</summary>
    public int InUse { get; set; }

    /// <summary>Commands that may run on it at once.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Closes it when it stays idle.</summary>
    public ITimer? Idle { get; set; }

    /// <summary>A command has started on it.</summary>
    public void HasStarted()
    {
        _hasRun = true;
        _refusals = 0;
    }

    /// <summary>Whether a refusal, though no other command runs on it, may come from sessions that sshd has not cleared away yet.</summary>
    public bool MayBeFullOfEnded() => _hasRun && ++_refusals <= MostRefusals;

    /// <summary>It has work again, or is used no more.</summary>
    public void StopIdling()
    {
        Idle?.Dispose();
        Idle = null;
    }
}
