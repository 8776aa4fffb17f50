using GlusterDr.Functions.Durable;
using GlusterDr.Scheduling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Timers;

/// <summary>Starts the runs that are due. A timer that is late, or was missed, loses nothing: what is due follows from what is stored.</summary>
public sealed class DueRunsFunction(DueRuns due, AppOrchestrationClient orchestrations)
{
    /// <summary>Each minute, on one instance of the app only: the timer's own lease sees to that.</summary>
    [Function("DueRuns")]
    public Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        orchestrations.Use(client);
        return due.StartAsync(cancellation);
    }
}
