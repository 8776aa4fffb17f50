using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Merges the overlays of many VMs in parallel.</summary>
internal static class MergePhase
{
    /// <summary>Merges the VMs, and, if there may be snapshots that no step reported, those too.</summary>
    public static async Task RunAsync(RunScope scope, IReadOnlyList<string> vmIds, bool findUnreported)
    {
        scope.Board.Enter(RunPhase.Merge, vmIds.Count);
        if (findUnreported)
        {
            await scope.GuardAsync(() => scope.StepAsync<int>(nameof(FindUnreportedSnapshots), scope.RunStep));
        }

        await MergeAsync(scope, nameof(MergeVm), vmIds, scope.Board.ItemsDone);
    }

    /// <summary>Merges the VMs by an activity. A failure does not stop the others.</summary>
    public static Task MergeAsync(RunScope scope, string activity, IReadOnlyList<string> vmIds, Action<int> done)
    {
        string kind = activity == nameof(MergeVm) ? "merge" : "leftover";
        return scope.InBatchesAsync(kind, vmIds, async (ids, child) =>
        {
            MergeVms.Input batch = new(scope.RunId, ids, activity, scope.Policy.Limits.Merge) { Version = scope.Version };
            scope.Warnings.AddRange(child is null
                ? await VmMerging.MergeAsync(scope.Context, batch)
                : await MergeByChildAsync(scope, batch, child));
            done(ids.Count);
        });
    }

    /// <summary>What a batch that was terminated manually has not merged, the run merges itself: a VM must not be left on its overlay.</summary>
    private static async Task<IReadOnlyList<Error>> MergeByChildAsync(RunScope scope, MergeVms.Input batch, string child)
    {
        try
        {
            return await scope.Context.CallSubOrchestratorAsync<IReadOnlyList<Error>>(nameof(MergeVms), batch, new TaskOptions(InstanceId: child));
        }
        catch (TaskFailedException e)
        {
            return [ErrorProperties.Read(e), .. await VmMerging.MergeAsync(scope.Context, batch)];
        }
    }
}
