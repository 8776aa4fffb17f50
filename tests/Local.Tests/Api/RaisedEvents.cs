using System.Collections.Concurrent;
using GlusterDr.Durable;

namespace GlusterDr.Tests.Local.Api;

/// <summary>Records raised events.</summary>
internal sealed class RaisedEvents : IOrchestrationClient
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(string Run, string Event)> Raised { get; } = [];

    public bool Fails { get; set; }

    public Task Asked => _asked.Task;

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default)
    {
        bool fails = Fails;
        _asked.TrySetResult();
        if (fails)
        {
            return Task.FromException(new IOException("away"));
        }

        Raised.Enqueue((instanceId, eventName));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(string instanceIdPrefix = "", CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<string> ScheduleNewOrchestrationInstanceAsync(
        string orchestratorName, object? input, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<int> PurgeAllInstancesAsync(DateTimeOffset createdBefore, CancellationToken cancellation = default) => throw new NotSupportedException();
}
