namespace GlusterDr.Durable;

/// <summary>Shows changes of instances as they happen, without polling.</summary>
public interface IOrchestrationWatcher
{
    /// <summary>The instance as it is now, then again after each change of its runtime or custom status, to its end.</summary>
    /// <remarks>Who reads slowly misses states between, never the last one.</remarks>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    IAsyncEnumerable<OrchestrationMetadata> WatchAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>From now on, each instance whose id starts with the prefix, whenever it changes or is new.</summary>
    IAsyncEnumerable<OrchestrationMetadata> WatchAllAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default);
}
