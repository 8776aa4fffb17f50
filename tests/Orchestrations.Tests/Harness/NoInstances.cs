using GlusterDr.Durable;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>A workflow engine without instances.</summary>
internal sealed class NoInstances : IOrchestrationClient
{
    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(string instanceIdPrefix = "", CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<OrchestrationMetadata>>([]);

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult<OrchestrationMetadata?>(null);

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default) => throw new NotSupportedException();
}
