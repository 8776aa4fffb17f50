using GlusterDr.Durable;
using GlusterDr.Runs;

namespace GlusterDr.Tests.Local.Scheduling;

/// <summary>Records started runs, and keeps them running until a test ends them.</summary>
internal sealed class RecordingClient : IOrchestrationClient
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, OrchestrationRuntimeStatus> _instances = [];

    /// <summary>The runs, in order.</summary>
    public List<SyncRequest> Started { get; } = [];

    /// <summary>Thrown by the next start.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The requested purges, each by its time limit.</summary>
    public List<DateTimeOffset> Purged { get; } = [];

    /// <summary>Thrown by each purge.</summary>
    public Exception? PurgeFailure { get; set; }

    public Task WhenFirstStarted() => _first.Task;

    public void End(string id) => _instances[id] = OrchestrationRuntimeStatus.Completed;

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default)
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        Started.Add((SyncRequest)input!);
        _instances[options.InstanceId!] = OrchestrationRuntimeStatus.Running;
        _first.TrySetResult();
        return Task.FromResult(options.InstanceId!);
    }

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult(_instances.TryGetValue(instanceId, out OrchestrationRuntimeStatus status)
            ? new OrchestrationMetadata("SyncRun", instanceId, status, default, default)
            : null);

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(
        string instanceIdPrefix = "", CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default)
    {
        Purged.Add(createdBefore);
        return PurgeFailure is { } failure ? throw failure : Task.FromResult(1);
    }
}
