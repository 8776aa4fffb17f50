namespace GlusterDr.Remote.Connections;

/// <summary>A connection with the state that its set needs.</summary>
internal sealed class PooledConnection(IHostConnection connection, int limit)
{
    // sshd counts a session until it has cleaned it up, some round trips after the answer.
    private const int MostRefusals = 10;

    private bool _hasRun;
    private int _refusals;

    /// <summary>The connection.</summary>
    public IHostConnection Connection => connection;

    /// <summary>The number of commands that run on it now.</summary>
    public int InUse { get; set; }

    /// <summary>The maximum number of concurrent commands.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Closes it when it stays idle.</summary>
    public ITimer? Idle { get; set; }

    /// <summary>Records that a command has started on it.</summary>
    public void HasStarted()
    {
        _hasRun = true;
        _refusals = 0;
    }

    /// <summary>Whether a refusal without another running command may be due to sessions that sshd has not cleaned up yet.</summary>
    public bool MayBeFullOfEnded() => _hasRun && ++_refusals <= MostRefusals;

    /// <summary>Stops the idle timer, because it has work again or is retired.</summary>
    public void StopIdling()
    {
        Idle?.Dispose();
        Idle = null;
    }
}
