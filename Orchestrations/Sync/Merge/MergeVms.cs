using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Merges the overlays of a batch of VMs.</summary>
public sealed class MergeVms : Orchestrator<MergeBatch, IReadOnlyList<Error>>
{
    /// <inheritdoc/>
    public override Task<IReadOnlyList<Error>> RunAsync(IOrchestrationContext context, MergeBatch input) => VmMerging.MergeAsync(context, input);
}
