using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>Commits the overlays, many at once. Never cancelled: a VM on its overlay is not a state to leave.</summary>
internal static class MergePhase
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Merges the VMs; when a snapshot failed, also what it may have left all the same.</summary>
    public static async Task RunAsync(RunScope scope, IReadOnlyList<string> vmIds, bool lookForStrays)
    {
        scope.Board.Enter(RunPhase.Merge, vmIds.Count);
        if (lookForStrays)
        {
            await scope.GuardAsync(() => scope.StepAsync<int>(nameof(FindStraySnapshots), scope.RunStep));
        }

        await FanOut.RunAsync(vmIds, scope.Policy.Snapshot.Parallel, async vmId =>
        {
            await MergeOrTellAsync(scope, vmId);
            scope.Board.ItemDone();
        });
    }

    /// <summary>Calls the merging step until it is done, within the policy's bound.</summary>
    public static async Task MergeToEndAsync(RunScope scope, string activity, string vmId)
    {
        DateTime deadline = scope.Context.CurrentUtcDateTime + scope.Policy.Limits.Merge;
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            MergeProgress progress = await scope.StepAsync<MergeProgress>(activity, new VmStep(scope.RunId, vmId));
            if (progress.Done)
            {
                return;
            }

            if (scope.Context.CurrentUtcDateTime >= deadline)
            {
                throw TooLong(scope, vmId, progress);
            }

            await scope.Context.CreateTimer(pause, CancellationToken.None);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static async Task MergeOrTellAsync(RunScope scope, string vmId)
    {
        try
        {
            await MergeToEndAsync(scope, nameof(MergeVm), vmId);
        }
        catch (Exception e) when (e is TaskFailedException or DrException)
        {
            Error error = ErrorProperties.Read(e);
            scope.Warnings.Add(error);
            await scope.GuardAsync(() =>
                scope.StepAsync<bool>(nameof(RecordMergeFailure), new VmFailure(scope.RunId, vmId, error)));
        }
    }

    private static DrException TooLong(RunScope scope, string vmId, MergeProgress progress) => new(new Error(
        ErrorCodes.MergeTimeout,
        ErrorClass.NeedsPerson,
        $"The merge is at {progress.Percent:0} % after {scope.Policy.Limits.Merge}; the VM goes on running on its overlay.",
        vmId,
        Advice: "The next run adopts the merge. If it never ends, the guest writes faster than it can be merged: "
            + "run at a quieter hour, or raise limits.merge."));
}
