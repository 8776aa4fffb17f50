namespace GlusterDr.Remote.Connections;

/// <summary>A command that waits for its turn.</summary>
internal sealed class HostWaiter(ConnectionSet set, TimeSpan since)
{
    /// <summary>The connections that it may use.</summary>
    public ConnectionSet Set => set;

    /// <summary>When it began to wait.</summary>
    public TimeSpan Since => since;

    /// <summary>Completes with its turn.</summary>
    public TaskCompletionSource<HostTurn> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
