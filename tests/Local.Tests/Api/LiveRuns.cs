using System.Collections.Concurrent;
using GlusterDr.Durable;

namespace GlusterDr.Tests.Local.Api;

/// <summary>Knows of one run at work, and keeps what is raised in it.</summary>
internal sealed class LiveRuns(string run) : IOrchestrationClient
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(string Run, string Event)> Raised { get; } = [];

    public bool Fails { get; set; }

    /// <summary>A run that was started and has not begun; null: there is none.</summary>
    public string? Waiting { get; set; }

    public Task Asked => _asked.Task;

    public Task<IReadOnlyList<OrchestrationMetadata>> GetAllInstancesAsync(string instanceIdPrefix = "", CancellationToken cancellation = default)
    {
        bool fails = Fails;
        _asked.TrySetResult();
        return fails
            ? Task.FromException<IReadOnlyList<OrchestrationMetadata>>(new IOException("away"))
            : Task.FromResult<IReadOnlyList<OrchestrationMetadata>>([.. Live()]);
    }

    private IEnumerable<OrchestrationMetadata> Live()
    {
        if (Waiting is { } waiting)
        {
            yield return new("SyncRun", waiting, OrchestrationRuntimeStatus.Pending, default, default);
        }

        yield return new("SyncRun", run, OrchestrationRuntimeStatus.Running, default, default);
    }

    public Task RaiseEventAsync(string instanceId, string eventName, object? payload, CancellationToken cancellation = default)
    {
        Raised.Enqueue((instanceId, eventName));
        return Task.CompletedTask;
    }

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
