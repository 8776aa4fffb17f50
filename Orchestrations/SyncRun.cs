using GlusterDr.Durable;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>The run of a policy.</summary>
public sealed class SyncRun : Orchestrator<SyncRequest, string>
{
    /// <inheritdoc/>
    public override Task<string> RunAsync(IOrchestrationContext context, SyncRequest input) => Task.FromResult(input.RunId);
}
