namespace GlusterDr.Durable;

/// <summary>Reports changes of instances as they happen, without polling.</summary>
public interface IOrchestrationWatcher
{
    /// <summary>The current state of the instance, then each change of its runtime or custom status until its end.</summary>
    /// <remarks>A slow reader may miss intermediate states, but never the last one.</remarks>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    IAsyncEnumerable<OrchestrationMetadata> WatchAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>From now on, each new or changed instance whose ID starts with the prefix.</summary>
    IAsyncEnumerable<OrchestrationMetadata> WatchAllAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default);
}
