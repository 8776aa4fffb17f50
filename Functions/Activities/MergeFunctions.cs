using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Functions.Durable;
using GlusterDr.Hypervisors;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that undo: VMs are merged, copies cleaned.</summary>
public static class MergeFunctions
{
    /// <summary>Merges one VM's overlays, or goes on with it, for a bounded while.</summary>
    [Function(nameof(MergeVm))]
    public static Task<MergeProgress> MergeVm([ActivityTrigger] VmStep input, FunctionContext function) =>
        function.RunAsync<MergeVm, VmStep, MergeProgress>(input);

    /// <summary>Keeps that a VM goes on running on its overlay, and why.</summary>
    [Function(nameof(RecordMergeFailure))]
    public static Task<bool> RecordMergeFailure([ActivityTrigger] VmFailure input, FunctionContext function) =>
        function.RunAsync<RecordMergeFailure, VmFailure, bool>(input);

    /// <summary>Deletes at a secondary exactly the overlays in the manifests of VMs whose merge is proven.</summary>
    [Function(nameof(CleanSecondary))]
    public static Task<int> CleanSecondary([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CleanSecondary, DestinationStep, int>(input);
}
