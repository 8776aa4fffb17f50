namespace GlusterDr.Remote.Connections;

/// <summary>A connection, and what its set keeps of it.</summary>
internal sealed class PooledConnection(IHostConnection connection, int limit)
{
    /// <summary>The connection.</summary>
    public IHostConnection Connection => connection;

    /// <summary>Commands that run on it now.</summary>
    public int InUse { get; set; }

    /// <summary>Commands that may run on it at once.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>Closes it when it stays idle.</summary>
    public ITimer? Idle { get; set; }

    /// <summary>It has work again, or is used no more.</summary>
    public void StopIdling()
    {
        Idle?.Dispose();
        Idle = null;
    }
}
