using GlusterDr.Durable;
using GlusterDr.Errors;

namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Merges the overlays of a batch of VMs.</summary>
public sealed class MergeVms : Orchestrator<MergeVms.Input, IReadOnlyList<Error>>
{
    /// <summary>VMs whose overlays are merged one after the other.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="VmIds">The VMs, in their order.</param>
    /// <param name="Activity">The activity that merges.</param>
    /// <param name="Bound">The time limit for one VM.</param>
    public sealed record Input(string RunId, IReadOnlyList<string> VmIds, string Activity, TimeSpan Bound)
    {
        /// <summary>The version of the run: see <see cref="Runs.SyncRequest.Version"/>.</summary>
        public int Version { get; init; } = 1;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Error>> RunAsync(IOrchestrationContext context, Input input) => VmMerging.MergeAsync(context, input);
}
