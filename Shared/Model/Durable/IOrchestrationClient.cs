namespace GlusterDr.Durable;

/// <summary>Starts and steers instances from outside; members are named as in Durable Task's <c>DurableTaskClient</c>.</summary>
public interface IOrchestrationClient
{
    /// <summary>Starts an instance. When it returns, the instance is stored and survives a crash.</summary>
    /// <exception cref="InstanceExistsException">See <see cref="StartOrchestrationOptions.DedupeStatuses"/>.</exception>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default);

    /// <summary>Raises an event in an instance; one that is unknown or over drops it.</summary>
    Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default);

    /// <summary>Ends an instance where it stands, without its compensations. Activities under way are not stopped.</summary>
    Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default);

    /// <summary>What is known of an instance; null: nothing.</summary>
    Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Returns when the instance is over.</summary>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>All instances whose id starts with the prefix, oldest first.</summary>
    Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default);

    /// <summary>Deletes an instance that is over, with its history. False: there is none, or it is not over.</summary>
    Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Deletes all instances that are over and were created before, with their histories; how many there were.</summary>
    Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default);
}
