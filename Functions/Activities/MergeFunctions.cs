using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Functions.Durable;
using GlusterDr.Hypervisors;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that merge VMs and clean copies.</summary>
public static class MergeFunctions
{
    /// <summary>Merges one VM's overlays, or continues the merge, for a limited time.</summary>
    [Function(nameof(MergeVm))]
    public static Task<MergeProgress> MergeVm([ActivityTrigger] VmStep input, FunctionContext function) =>
        function.RunAsync<MergeVm, VmStep, MergeProgress>(input);

    /// <summary>Records that a VM keeps running on its overlay, and why.</summary>
    [Function(nameof(RecordMergeFailure))]
    public static Task<bool> RecordMergeFailure([ActivityTrigger] VmFailure input, FunctionContext function) =>
        function.RunAsync<RecordMergeFailure, VmFailure, bool>(input);

    /// <summary>Deletes at a secondary exactly the overlays of VMs whose merge is verified.</summary>
    [Function(nameof(CleanSecondary))]
    public static Task<int> CleanSecondary([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<CleanSecondary, DestinationStep, int>(input);
}
