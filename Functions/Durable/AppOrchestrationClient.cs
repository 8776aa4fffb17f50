using GlusterDr.Durable;
using Microsoft.DurableTask.Client;
using OrchestrationMetadata = GlusterDr.Durable.OrchestrationMetadata;
using StartOrchestrationOptions = GlusterDr.Durable.StartOrchestrationOptions;

namespace GlusterDr.Functions.Durable;

/// <summary>
/// The app's own client. Only a call of a trigger gets one, by its binding, so each trigger passes on its client, and all services
/// use the newest.
/// </summary>
public sealed class AppOrchestrationClient : IOrchestrationClient
{
    private readonly Lock _gate = new();
    private volatile DurableOrchestrationClient? _inner;
    private DurableTaskClient? _given;

    private DurableOrchestrationClient Inner => _inner
        ?? throw new InvalidOperationException("No trigger has provided its durable client yet.");

    /// <summary>Uses this client from now on.</summary>
    public void Use(DurableTaskClient client)
    {
        lock (_gate)
        {
            // One adapter per client, because it keeps events in order.
            if (!ReferenceEquals(_given, client))
            {
                (_given, _inner) = (client, new DurableOrchestrationClient(client));
            }
        }
    }

    /// <inheritdoc/>
    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        Inner.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, options, cancellation);

    /// <inheritdoc/>
    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default) =>
        Inner.RaiseEventAsync(instanceId, eventName, payload, cancellation);

    /// <inheritdoc/>
    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        Inner.TerminateInstanceAsync(instanceId, output, cancellation);

    /// <inheritdoc/>
    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Inner.GetInstanceAsync(instanceId, cancellation);

    /// <inheritdoc/>
    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        Inner.WaitForInstanceCompletionAsync(instanceId, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default) => Inner.GetAllInstancesAsync(instanceIdPrefix, cancellation);

    /// <inheritdoc/>
    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Inner.PurgeInstanceAsync(instanceId, cancellation);

    /// <inheritdoc/>
    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default) =>
        Inner.PurgeAllInstancesAsync(createdBefore, cancellation);
}
