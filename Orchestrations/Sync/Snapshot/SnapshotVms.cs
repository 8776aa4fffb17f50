using GlusterDr.Durable;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Freezes a batch of a run's VMs.</summary>
public sealed class SnapshotVms : Orchestrator<VmBatch, SnapshotBatch>
{
    /// <inheritdoc/>
    public override Task<SnapshotBatch> RunAsync(IOrchestrationContext context, VmBatch input) => VmFreezing.FreezeAsync(context, input);
}
