namespace GlusterDr.Durable;

/// <summary>Starts and controls instances from outside; members are named as in Durable Task's <c>DurableTaskClient</c>.</summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. When it returns, the instance is stored and survives a crash.</summary>
    /// <exception cref="InstanceExistsException">See <see cref="StartOrchestrationOptions.DedupeStatuses"/>.</exception>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default);

    /// <summary>Raises an event in an instance. An instance that is unknown or has ended drops it.</summary>
    Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default);

    /// <summary>Terminates an instance without running its compensations. Running activities are not stopped.</summary>
    Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default);

    /// <summary>The metadata of an instance; null: it does not exist.</summary>
    Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Returns when the instance has ended.</summary>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>All instances whose ID starts with the prefix, oldest first.</summary>
    Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default);

    /// <summary>Deletes an ended instance with its history. False: it does not exist, or has not ended.</summary>
    Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Deletes all ended instances created before this time, with their histories. Returns their number.</summary>
    Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default);
}
