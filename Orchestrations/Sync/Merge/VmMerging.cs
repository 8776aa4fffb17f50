using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;

namespace GlusterDr.Orchestrations.Sync.Merge;

/// <summary>Merges overlays, for a run and for its batches. A merge is not cancelled: a VM must not be left on its overlay.</summary>
internal static class VmMerging
{
    private static readonly Backoff s_backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>Merges one VM after the other. Returns why some could not be merged. A failure does not stop the others.</summary>
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

    /// <summary>Nothing is recorded of a left-over: this run leaves its VM out because of its backing chain.</summary>
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

    /// <summary>Calls the activity until the merge is done, within the policy's limit.</summary>
    private static async Task MergeToEndAsync(IOrchestrationContext context, MergeVms.Input batch, string vmId)
    {
        DateTime deadline = context.CurrentUtcDateTime + batch.Bound;
        for (Backoff backoff = s_backoff; ; backoff = backoff.Next)
        {
            MergeProgress progress = await context.StepAsync<MergeProgress>(batch.Activity, new VmStep(batch.RunId, vmId));
            if (progress.Done)
            {
                return;
            }

            if (context.CurrentUtcDateTime >= deadline)
            {
                throw new DrException(new RunErrors(batch.Version).MergeTimeout(vmId, batch.Bound, progress.Percent));
            }

            await context.CreateTimer(backoff.Pause, CancellationToken.None);
        }
    }
}
