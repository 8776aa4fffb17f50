using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Merges overlays, as a run and its batches do. Never cancelled: a VM on its overlay is not a state to leave.</summary>
internal static class VmMerging
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    /// <summary>Merges one after the other; why some could not be. A VM that fails hinders no other.</summary>
    public static async Task<IReadOnlyList<Error>> MergeAsync(IOrchestrationContext context, MergeVms.Input batch)
    {
        List<Error> failures = [];
        foreach (string vmId in batch.VmIds)
        {
            try
            {
                await MergeToEndAsync(context, batch, vmId);
            }
            catch (Exception e) when (e is TaskFailedException or DrException)
            {
                failures.Add(ErrorProperties.Read(e));
                await RecordAsync(context, batch, vmId, failures);
            }
        }

        return failures;
    }

    /// <summary>Of a left-over nothing is recorded: its VM is left out of this run by what its chain says.</summary>
    private static async Task RecordAsync(IOrchestrationContext context, MergeVms.Input batch, string vmId, List<Error> failures)
    {
        if (batch.Activity == nameof(MergeLeftover))
        {
            return;
        }

        try
        {
            await context.StepAsync<bool>(nameof(RecordMergeFailure), new VmFailure(batch.RunId, vmId, failures[^1]));
        }
        catch (TaskFailedException e)
        {
            failures.Add(ErrorProperties.Read(e));
        }
    }

    /// <summary>Calls the merging step until it is done, within the bound.</summary>
    private static async Task MergeToEndAsync(IOrchestrationContext context, MergeVms.Input batch, string vmId)
    {
        DateTime deadline = context.CurrentUtcDateTime + batch.Bound;
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            MergeProgress progress = await context.StepAsync<MergeProgress>(batch.Activity, new VmStep(batch.RunId, vmId));
            if (progress.Done)
            {
                return;
            }

            if (context.CurrentUtcDateTime >= deadline)
            {
                throw TooLong(batch.Bound, vmId, progress);
            }

            await context.CreateTimer(pause, CancellationToken.None);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    private static DrException TooLong(TimeSpan bound, string vmId, MergeProgress progress) => new(new Error(
        ErrorCodes.MergeTimeout,
        ErrorClass.NeedsPerson,
        $"The merge is at {progress.Percent:0} % after {bound}; the VM goes on running on its overlay.",
        vmId,
        Advice: "The next run adopts the merge. If it never ends, the guest writes faster than it can be merged: "
            + "run at a quieter hour, or raise limits.merge."));
}
