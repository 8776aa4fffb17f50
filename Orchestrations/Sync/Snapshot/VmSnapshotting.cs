using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Takes snapshots of VMs, for a run and for its batches.</summary>
internal static class VmSnapshotting
{
    /// <summary>Snapshots one VM after the other, until the run wants no more.</summary>
    public static async Task<SnapshotVms.Result> SnapshotAsync(IOrchestrationContext context, VmBatch batch)
    {
        int snapshotted = 0;
        List<Error> failures = [];
        foreach (string vmId in batch.VmIds)
        {
            try
            {
                if (await context.StepAsync<DateTimeOffset?>(nameof(SnapshotVm), new VmStep(batch.RunId, vmId)) is null)
                {
                    break;
                }

                snapshotted++;
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

        return new(snapshotted, failures);
    }
}
