using GlusterDr.Durable;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Dt = Microsoft.DurableTask;
using OrchestrationMetadata = GlusterDr.Durable.OrchestrationMetadata;
using OrchestrationRuntimeStatus = GlusterDr.Durable.OrchestrationRuntimeStatus;
using StartOrchestrationOptions = GlusterDr.Durable.StartOrchestrationOptions;

namespace GlusterDr.Functions.Durable;

/// <summary>Starts and controls instances with Durable Task's client.</summary>
internal sealed class DurableOrchestrationClient(DurableTaskClient inner) : IOrchestrationClient
{
    private static readonly OrchestrationRuntimeStatus[] s_all = Enum.GetValues<OrchestrationRuntimeStatus>();

    private readonly Lock _gate = new();
    private Task _lastEvent = Task.CompletedTask;

    public async Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default)
    {
        IReadOnlyList<OrchestrationRuntimeStatus> refusing = options.DedupeStatuses ?? s_all;
        if (options.InstanceId is { } id)
        {
            // Not every host respects the statuses: some replace any ended instance.
            await ThrowIfRefusedAsync(id, refusing, cancellation);
        }

        Dt.StartOrchestrationOptions translated = new Dt.StartOrchestrationOptions(options.InstanceId)
            .WithDedupeStatuses(DurableStatuses.Dedupe(refusing));
        try
        {
            return await inner.ScheduleNewOrchestrationInstanceAsync(orchestratorName, input, translated, cancellation);
        }
        catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            OrchestrationMetadata? found = await GetInstanceAsync(options.InstanceId!, cancellation);
            throw new InstanceExistsException(options.InstanceId!, found?.RuntimeStatus ?? OrchestrationRuntimeStatus.Pending);
        }
    }

    // Concurrent calls may overtake each other, so they are sent in the order in which they were made.
    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return _lastEvent = RaiseAfterAsync(_lastEvent, instanceId, eventName, payload, cancellation);
        }
    }

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        IgnoreIfOverAsync(instanceId, () => inner.TerminateInstanceAsync(instanceId, output, cancellation), cancellation);

    public async Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        try
        {
            return await inner.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation) is { } found
                ? DurableStatuses.Metadata(found)
                : null;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled)
        {
            throw new OperationCanceledException($"The wait for '{instanceId}' was cancelled.", exception, cancellation);
        }
    }

    public async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        if (await GetInstanceAsync(instanceId, cancellation) is null)
        {
            throw new KeyNotFoundException($"Instance '{instanceId}' does not exist.");
        }

        return DurableStatuses.Metadata(
            await inner.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, cancellation));
    }

    public async Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default)
    {
        List<OrchestrationMetadata> found = [];
        OrchestrationQuery query = new() { InstanceIdPrefix = instanceIdPrefix, FetchInputsAndOutputs = true };
        await foreach (var instance in inner.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            found.Add(DurableStatuses.Metadata(instance));
        }

        return [.. found
            .Where(instance => instance.InstanceId.StartsWith(instanceIdPrefix, StringComparison.Ordinal))
            .OrderBy(instance => instance.CreatedAt)];
    }

    public async Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        // Not every store refuses to delete a running instance.
        if (await GetInstanceAsync(instanceId, cancellation) is not { IsCompleted: true })
        {
            return false;
        }

        PurgeResult result = await inner.PurgeInstanceAsync(instanceId, cancellation);
        return result.PurgedInstanceCount > 0;
    }

    public async Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default)
    {
        PurgeInstancesFilter filter = new(CreatedFrom: DateTimeOffset.UnixEpoch, CreatedTo: createdBefore, Statuses: DurableStatuses.Over);
        return (await inner.PurgeAllInstancesAsync(filter, cancellation)).PurgedInstanceCount;
    }

    private async Task ThrowIfRefusedAsync(
        string id, IReadOnlyList<OrchestrationRuntimeStatus> refusing, CancellationToken cancellation)
    {
        if (await GetInstanceAsync(id, cancellation) is { } found && refusing.Contains(found.RuntimeStatus))
        {
            throw new InstanceExistsException(id, found.RuntimeStatus);
        }
    }

    private async Task RaiseAfterAsync(
        Task last, string instanceId, string eventName, object? payload, CancellationToken cancellation)
    {
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await IgnoreIfOverAsync(instanceId, () => inner.RaiseEventAsync(instanceId, eventName, payload, cancellation), cancellation);
    }

    // An event for an instance that is unknown or has ended is dropped; some hosts report that as an error.
    private async Task IgnoreIfOverAsync(string instanceId, Func<Task> call, CancellationToken cancellation)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or ArgumentException)
        {
            if (await GetInstanceAsync(instanceId, cancellation) is { IsCompleted: false })
            {
                throw;
            }
        }
    }
}
