using GlusterDr.AzureHost;
using GlusterDr.Conformance.Engine;
using GlusterDr.Durable;
using GlusterDr.Functions.Durable;

namespace GlusterDr.Tests.Functions.AzureStorage;

/// <summary>Durable Task on Azure Storage on the bench.</summary>
/// <remarks>
/// What it has not got: <see cref="EngineCapabilities.ManualTime"/>, for the timers are messages that the storage shows later;
/// <see cref="EngineCapabilities.CrashAtStep"/>, for a step is no commit there but several requests (StorageCrashTests kills it between
/// those); <see cref="EngineCapabilities.OneStarter"/>, for Azure Storage looks and then writes, and tells all that came between that
/// they started it; <see cref="EngineCapabilities.ExactRetries"/>, for a queue counts in whole seconds, and comes up to one too early;
/// <see cref="EngineCapabilities.Quick"/>, for a step is some dozen requests;
/// <see cref="EngineCapabilities.OrderedEvents"/>, for its queues keep no order. The suite of determinism is left out: Durable Task looks
/// at an instance when something comes in for it, not when the app starts, and has words of its own for a difference.
/// </remarks>
internal sealed class StorageHubHarness(string connectionString) : IEngineHarness
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(0.7);

    private readonly StorageHubOptions _options = StorageHubOptions.Quick(connectionString, AzuriteFixture.NewName());
    private StorageHub? _hub;
    private IOrchestrationClient? _client;

    public EngineCapabilities Capabilities => EngineCapabilities.Crash;

    public IOrchestrationClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public int DurableSteps => throw new NotSupportedException();

    public IReadOnlyCollection<string> AnsweredActivities => throw new NotSupportedException();

    public async Task StartAsync(DurableRegistry registry, Func<Type, object> create)
    {
        _hub = await StorageHub.StartAsync(_options, worker => worker.AddListed(registry, create));
        _client = new DurableOrchestrationClient(_hub.Client);
    }

    public async Task CrashAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }

    public Task SettleAsync() => Task.Delay(s_moment);

    public Task AdvanceAsync(TimeSpan by) => Task.Delay(by);

    public Task CrashAtStep(int step, CrashMoment moment) => throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await CrashAsync();
}
