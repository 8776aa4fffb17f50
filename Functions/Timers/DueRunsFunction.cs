using GlusterDr.Functions.Durable;
using GlusterDr.Scheduling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Timers;

/// <summary>Starts runs that are due. A late or missed timer loses nothing, because what is due depends on stored data.</summary>
public sealed class DueRunsFunction(DueRuns due, AppOrchestrationClient orchestrations)
{
    /// <summary>Runs every minute, on one instance of the app only, which the timer's lease ensures.</summary>
    [Function("DueRuns")]
    public Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        orchestrations.Use(client);
        return due.StartAsync(cancellation);
    }
}
