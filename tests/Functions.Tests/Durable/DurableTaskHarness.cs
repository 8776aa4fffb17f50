using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.Durable;

/// <summary>Runs the suites on Microsoft's Durable Task worker, with an orchestration service in memory.</summary>
/// <remarks>
/// It lacks <see cref="EngineCapabilities.ManualTime"/>, because its timers are real;
/// <see cref="EngineCapabilities.Crash"/>, because its store ends with it, and the work item of a dead worker is never given
/// to another; <see cref="EngineCapabilities.CrashAtStep"/>, for the same reason. That a replay observes the same as before
/// is nevertheless tested at each step, because Durable Task replays a workflow for each event.
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
