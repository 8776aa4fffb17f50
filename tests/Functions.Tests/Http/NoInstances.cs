using GlusterDr.Durable;

namespace GlusterDr.Tests.Functions.Http;

/// <summary>An empty task hub.</summary>
internal sealed class NoInstances : IOrchestrationClient
{
    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        Task.FromResult(options.InstanceId!);

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default) => Task.CompletedTask;

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult<OrchestrationMetadata?>(null);

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new KeyNotFoundException(instanceId);

    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(string instanceIdPrefix = "", CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<OrchestrationMetadata>>([]);

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default) => throw new NotSupportedException();
}
