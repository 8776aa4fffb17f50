using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>The real Durable extension and worker on Azure Storage on the bench.</summary>
/// <remarks>
/// What it has not got: <see cref="EngineCapabilities.ManualTime"/>, for the timers are messages that the storage shows later;
/// <see cref="EngineCapabilities.Crash"/> and <see cref="EngineCapabilities.CrashAtStep"/>, for a host that is cut off within this process
/// goes on trying to reach its storage, and holds up the next one: KilledHostTests kills real processes. The other differences are
/// docs/azure-differences.md's, and AzureDifferencesTests pins them: <see cref="EngineCapabilities.OneStarter"/>,
/// <see cref="EngineCapabilities.ExactRetries"/>, <see cref="EngineCapabilities.Quick"/>, <see cref="EngineCapabilities.OrderedEvents"/> and
/// those of <see cref="EngineCapabilities.Usual"/>. The suite of determinism is left out: Durable Task looks at an instance when something
/// comes in for it, not when the app starts, and has words of its own for a difference.
/// </remarks>
internal sealed class ExtensionHarness(string connectionString) : IEngineHarness
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(0.7);

    private readonly string _hub = AzuriteFixture.NewName();
    private ExtensionHost? _host;

    public EngineCapabilities Capabilities => EngineCapabilities.None;

    public IOrchestrationClient Client => _host?.Client ?? throw new InvalidOperationException("Not started.");

    public int DurableSteps => throw new NotSupportedException();

    public IReadOnlyCollection<string> AnsweredActivities => throw new NotSupportedException();

    public async Task StartAsync(DurableRegistry registry, Func<Type, object> create) =>
        _host = await ExtensionHost.StartAsync(connectionString, _hub, worker => worker.AddListed(registry, create));

    public Task CrashAsync() => throw new NotSupportedException();

    public Task SettleAsync() => Task.Delay(s_moment);

    public Task AdvanceAsync(TimeSpan by) => Task.Delay(by);

    public Task CrashAtStep(int step, CrashMoment moment) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
