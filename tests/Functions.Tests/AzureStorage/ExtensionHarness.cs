using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>Runs the suites on the real Durable extension and worker, with Azure Storage.</summary>
/// <remarks>
/// It lacks <see cref="EngineCapabilities.ManualTime"/>, because timers are messages that become visible later in the storage;
/// <see cref="EngineCapabilities.Crash"/> and <see cref="EngineCapabilities.CrashAtStep"/>, because a host that is cut off in this process
/// continues to access its storage, and disturbs the next one: KilledHostTests kills real processes. The other differences are in
/// docs/azure-differences.md, and AzureDifferencesTests verifies them: <see cref="EngineCapabilities.OneStarter"/>,
/// <see cref="EngineCapabilities.ExactRetries"/>, <see cref="EngineCapabilities.Quick"/>, <see cref="EngineCapabilities.OrderedEvents"/> and
/// those of <see cref="EngineCapabilities.Usual"/>. The suite of determinism is left out: Durable Task checks an instance when an event
/// arrives for it, not when the app starts, and reports differences with its own messages.
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
