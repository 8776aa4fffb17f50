using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>Microsoft's Durable Task worker on the bench, in front of an orchestration service that is in memory.</summary>
/// <remarks>
/// What it has not got: <see cref="EngineCapabilities.ManualTime"/>, for its timers are real;
/// <see cref="EngineCapabilities.Crash"/>, for its store dies with it, and a work item that a dead worker held is never given
/// to another; <see cref="EngineCapabilities.CrashAtStep"/>, for the same reason. That a later life sees what the earlier saw
/// is tried at every step all the same: Durable Task runs a workflow again from the top for each event.
/// </remarks>
internal sealed class DurableTaskHarness : IEngineHarness
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(400);

    private DurableTaskBench? _bench;
    private IOrchestrationClient? _client;

    public EngineCapabilities Capabilities =>
        EngineCapabilities.OneStarter | EngineCapabilities.ExactRetries | EngineCapabilities.Quick
        | EngineCapabilities.OrderedEvents | EngineCapabilities.Usual;

    public IOrchestrationClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public int DurableSteps => throw new NotSupportedException();

    public IReadOnlyCollection<string> AnsweredActivities => throw new NotSupportedException();

    public async Task StartAsync(DurableRegistry registry, Func<Type, object> create)
    {
        _bench = new DurableTaskBench();
        await _bench.StartAsync(worker => worker.AddListed(registry, create));
        _client = new DurableOrchestrationClient(_bench.Client);
    }

    public Task CrashAsync() => throw new NotSupportedException();

    public Task SettleAsync() => Task.Delay(s_moment);

    public Task AdvanceAsync(TimeSpan by) => Task.Delay(by);

    public Task CrashAtStep(int step, CrashMoment moment) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }
    }
}
