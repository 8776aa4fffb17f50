using System.Collections.Concurrent;
using GlusterDr.Durable;

namespace GlusterDr.Tests.Functions.Queues;

/// <summary>A workflow engine that only records requests. Started runs are running until the test ends them.</summary>
internal sealed class StartedRuns : IOrchestrationClient
{
    private readonly ConcurrentDictionary<string, bool> _isAlive = new(StringComparer.Ordinal);

    /// <summary>The runs that were started, in no order.</summary>
    public IReadOnlyCollection<string> Ids => [.. _isAlive.Keys];

    /// <summary>The raised events: run, name, payload.</summary>
    public ConcurrentQueue<(string Run, string Name, object? Payload)> Events { get; } = [];

    /// <summary>The exception of each request. Null: requests succeed.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Ends all runs.</summary>
    public void EndAll()
    {
        foreach (string id in _isAlive.Keys)
        {
            _isAlive[id] = false;
        }
    }

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default)
    {
        ThrowFault();
        return _isAlive.TryAdd(options.InstanceId!, true)
            ? Task.FromResult(options.InstanceId!)
            : throw new InstanceExistsException(options.InstanceId!, OrchestrationRuntimeStatus.Running);
    }

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default)
    {
        ThrowFault();
        Events.Enqueue((instanceId, eventName, payload));
        return Task.CompletedTask;
    }

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        Task.FromResult(_isAlive.TryGetValue(instanceId, out bool isAlive)
            ? new OrchestrationMetadata("Sync", instanceId, isAlive ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Completed, default, default)
            : null);

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(string instanceIdPrefix = "", CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default) => throw new NotSupportedException();

    private void ThrowFault()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}
