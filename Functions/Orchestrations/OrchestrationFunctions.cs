using GlusterDr.Functions.Durable;
using GlusterDr.Orchestrations;
using GlusterDr.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace GlusterDr.Functions;

/// <summary>All orchestrations.</summary>
public static class OrchestrationFunctions
{
    /// <summary>The run of a policy: freeze, carry, prove, merge, tell.</summary>
    [Function(nameof(SyncRun))]
    public static Task<string> SyncRun([OrchestrationTrigger] TaskOrchestrationContext context, SyncRequest input) =>
        DurableRunner.RunAsync(new SyncRun(), context, input);
}
