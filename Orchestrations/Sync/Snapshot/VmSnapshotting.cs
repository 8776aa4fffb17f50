using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Freezes VMs, as a run and its batches do.</summary>
internal static class VmSnapshotting
{
    /// <summary>Freezes one after the other, until the run wants no more.</summary>
    public static async Task<SnapshotVms.Input> FreezeAsync(IOrchestrationContext context, VmBatch batch)
    {
        int frozen = 0;
        List<Error> failures = [];
        foreach (string vmId in batch.VmIds)
        {
            try
            {
                if (await context.StepAsync<DateTimeOffset?>(nameof(SnapshotVm), new VmStep(batch.RunId, vmId)) is null)
                {
                    break;
                }

                frozen++;
            }
            catch (TaskFailedException e)
            {
                failures.Add(ErrorProperties.Read(e));
                await context.StepAsync<bool>(nameof(LeaveOutVm), new VmFailure(batch.RunId, vmId, failures[^1]));
                if (batch.StopAtFailure)
                {
                    break;
                }
            }
        }

        return new(frozen, failures);
    }
}
