using GlusterDr.Functions.Durable;
using GlusterDr.Scheduling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Timers;

/// <summary>Deletes the histories of workflows that ended long ago, so that the task hub does not grow without limit.</summary>
public sealed class PurgeHistoryFunction(HistoryRetention histories, AppOrchestrationClient orchestrations)
{
    /// <summary>Runs every day, on one instance of the app only.</summary>
    [Function("PurgeHistory")]
    public Task RunAsync(
        [TimerTrigger("0 17 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        orchestrations.Use(client);
        return histories.ApplyAsync(cancellation);
    }
}
