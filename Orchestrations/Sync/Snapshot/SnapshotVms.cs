using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Freezes a batch of a run's VMs.</summary>
public sealed class SnapshotVms : Orchestrator<VmBatch, SnapshotVms.Input>
{
    /// <summary>What came of freezing some VMs.</summary>
    /// <param name="Frozen">How many are frozen.</param>
    /// <param name="Failures">Why others are not; their records say it too.</param>
    public sealed record Input(int Frozen, IReadOnlyList<Error> Failures);

    /// <inheritdoc/>
    public override Task<Input> RunAsync(IOrchestrationContext context, VmBatch input) => VmSnapshotting.FreezeAsync(context, input);
}
