using GlusterDr.Activities;
using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Replicate;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Activities.Sync.Verify;
using GlusterDr.Functions.Durable;
using Microsoft.Azure.Functions.Worker;

namespace GlusterDr.Functions;

/// <summary>Activities that take snapshots of VMs.</summary>
public static class SnapshotFunctions
{
    /// <summary>Lists the running VMs and decides which to snapshot.</summary>
    [Function(nameof(PlanVms))]
    public static Task<PlanVms.Result> PlanVms([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<PlanVms, RunStep, PlanVms.Result>(input);

    /// <summary>Takes a snapshot of one VM, and stores its manifest.</summary>
    [Function(nameof(SnapshotVm))]
    public static Task<DateTimeOffset?> SnapshotVm([ActivityTrigger] VmStep input, FunctionContext function) =>
        function.RunAsync<SnapshotVm, VmStep, DateTimeOffset?>(input);

    /// <summary>Records that a run takes no more snapshots.</summary>
    [Function(nameof(StopSnapshots))]
    public static Task<bool> StopSnapshots([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<StopSnapshots, RunStep, bool>(input);

    /// <summary>Records why a VM is not in this run.</summary>
    [Function(nameof(LeaveOutVm))]
    public static Task<bool> LeaveOutVm([ActivityTrigger] VmFailure input, FunctionContext function) =>
        function.RunAsync<LeaveOutVm, VmFailure, bool>(input);

    /// <summary>Finds snapshots of this run that were taken although the step reported a failure.</summary>
    [Function(StoredNames.FindUnreportedSnapshots)]
    public static Task<int> FindUnreportedSnapshots([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<FindUnreportedSnapshots, RunStep, int>(input);

    /// <summary>Finds the volumes of the policy with snapshots of this run.</summary>
    [Function(StoredNames.FindSnapshottedVolumes)]
    public static Task<IReadOnlyList<string>> FindSnapshottedVolumes([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<FindSnapshottedVolumes, RunStep, IReadOnlyList<string>>(input);

    /// <summary>Reads sizes and digests of the snapshot images on a primary volume, while the changelog rolls over.</summary>
    [Function(nameof(DigestImages))]
    public static Task<long> DigestImages([ActivityTrigger] DigestImages.Input input, FunctionContext function) =>
        function.RunAsync<DigestImages, DigestImages.Input, long>(input);

    /// <summary>Records that a run needs no more digests.</summary>
    [Function(nameof(StopProbes))]
    public static Task<bool> StopProbes([ActivityTrigger] RunStep input, FunctionContext function) =>
        function.RunAsync<StopProbes, RunStep, bool>(input);

    /// <summary>Waits until every brick of the primary has begun a new changelog.</summary>
    [Function(nameof(AwaitRollover))]
    public static Task<bool> AwaitRollover([ActivityTrigger] AwaitRollover.Input input, FunctionContext function) =>
        function.RunAsync<AwaitRollover, AwaitRollover.Input, bool>(input);

    /// <summary>Writes the marker that moves every subvolume's <c>last_synced</c> past the checkpoint.</summary>
    [Function(StoredNames.WriteMarker)]
    public static Task<DateTimeOffset> WriteMarker([ActivityTrigger] DestinationStep input, FunctionContext function) =>
        function.RunAsync<WriteMarker, DestinationStep, DateTimeOffset>(input);
}
