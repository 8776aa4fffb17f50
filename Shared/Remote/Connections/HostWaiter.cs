namespace GlusterDr.Remote.Connections;

/// <summary>A command that waits for its turn.</summary>
internal sealed class HostWaiter(ConnectionSet set, TimeSpan since)
{
    /// <summary>The connections that it can use.</summary>
    public ConnectionSet Set => set;

    /// <summary>Since when it waits.</summary>
    public TimeSpan Since => since;

    /// <summary>Its turn, when it comes.</summary>
    public TaskCompletionSource<HostTurn> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
