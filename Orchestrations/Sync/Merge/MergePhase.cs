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

/// <summary>Commits the overlays, many at once.</summary>
internal static class MergePhase
{
    /// <summary>Merges the VMs; where a snapshot may be there that no step reported, that one too.</summary>
    public static async Task RunAsync(RunScope scope, IReadOnlyList<string> vmIds, bool lookForStrays)
    {
        scope.Board.Enter(RunPhase.Merge, vmIds.Count);
        if (lookForStrays)
        {
            await scope.GuardAsync(() => scope.StepAsync<int>(nameof(FindUnreportedSnapshots), scope.RunStep));
        }

        await MergeAsync(scope, nameof(MergeVm), vmIds, scope.Board.ItemsDone);
    }

    /// <summary>Merges the VMs by this step. One that can't be merged hinders no other.</summary>
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

    /// <summary>What a batch that was ended by hand left undone the run does itself: a VM on its overlay is not a state to leave.</summary>
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
