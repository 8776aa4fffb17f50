using System.Text.Json.Serialization;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Takes the snapshots of a batch of VMs.</summary>
public sealed class SnapshotVms : Orchestrator<VmBatch, SnapshotVms.Result>
{
    /// <summary>The result of snapshotting a batch of VMs.</summary>
    /// <param name="Snapshotted">How many VMs have a snapshot.</param>
    /// <param name="Failures">Why the others have none; their records say it too.</param>
    public sealed record Result([property: JsonPropertyName("frozen")] int Snapshotted, IReadOnlyList<Error> Failures);

    /// <inheritdoc/>
    public override Task<Result> RunAsync(IOrchestrationContext context, VmBatch input) => VmSnapshotting.SnapshotAsync(context, input);
}
