using GlusterDr.Activities.Sync;
using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Activities.Sync.Prepare;
using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Orchestrations.Common;
using GlusterDr.Orchestrations.Sync.Common;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Sync.Snapshot;

/// <summary>Freezes the running VMs, many at once, the largest first.</summary>
internal sealed class SnapshotPhase(RunScope scope)
{
    private readonly List<string> _attempted = [];
    private Task<bool>? _stopped;
    private Error? _failure;
    private bool _anyFailed;
    private int _frozen;

    /// <summary>VMs whose snapshot may have been asked for: each must be merged, in every path.</summary>
    public IReadOnlyList<string> Attempted => _attempted;

    /// <summary>
    /// Whether a VM may have a snapshot that no step reported: one failed, or its answer never came before the run was cancelled.
    /// The hypervisor is asked then.
    /// </summary>
    public bool AnyUnknown => _anyFailed || (scope.Version >= 2 && _frozen < _attempted.Count);

    private bool StopsHere => scope.Cancelled.IsCancellationRequested || Aborts;

    private bool Aborts => _failure is not null && MayAbort;

    private bool MayAbort => scope.Policy.Snapshot.OnFailure == VmFailureAction.Abort;

    public async Task RunAsync()
    {
        PlanVms.Result plan = await scope.StepAsync<PlanVms.Result>(nameof(PlanVms), scope.RunStep);
        scope.Board.Enter(RunPhase.Snapshot, plan.VmIds.Count);
        using (scope.Cancelled.Register(StopBatches))
        {
            await scope.InBatchesAsync(SettleDeadRun.SnapshotBatches, plan.VmIds, FreezeAsync);
        }

        await (_stopped ?? Task.FromResult(true));
        scope.Cancelled.ThrowIfCancellationRequested();
        if (_failure is not null && (Aborts || _frozen == 0))
        {
            throw new DrException(_failure);
        }
    }

    private async Task FreezeAsync(IReadOnlyList<string> vmIds, string? child)
    {
        if (StopsHere)
        {
            return;
        }

        _attempted.AddRange(vmIds);
        VmBatch batch = new(scope.RunId, vmIds, MayAbort) { Version = scope.Version };
        try
        {
            Take(child is null
                ? await VmSnapshotting.FreezeAsync(scope.Context, batch)
                : await scope.Context.CallSubOrchestratorAsync<SnapshotVms.Input>(nameof(SnapshotVms), batch, new TaskOptions(InstanceId: child)));
        }
        catch (TaskFailedException e) when (child is not null)
        {
            await TakeLostAsync(vmIds, ErrorProperties.Read(e));
        }

        scope.Board.ItemsDone(vmIds.Count);
    }

    /// <summary>A batch that was ended by hand says nothing of its VMs: what is not frozen now is in no recovery point of this run.</summary>
    private async Task TakeLostAsync(IReadOnlyList<string> vmIds, Error error)
    {
        int frozen = 0;
        foreach (string vmId in vmIds)
        {
            await scope.GuardAsync(async () =>
                frozen += await scope.StepAsync<bool>(nameof(LeaveOutVm), new VmFailure(scope.RunId, vmId, error)) ? 0 : 1);
        }

        Take(new(frozen, [error]));
    }

    private void Take(SnapshotVms.Input batch)
    {
        _frozen += batch.Frozen;
        scope.Warnings.AddRange(batch.Failures);
        _anyFailed |= batch.Failures.Count > 0;
        _failure ??= batch.Failures is [var first, ..] ? first : null;
        if (Aborts)
        {
            StopBatches();
        }
    }

    /// <summary>Batches hear of nothing from the run: their steps look whether they are still wanted.</summary>
    private void StopBatches() => _stopped ??= scope.StepAsync<bool>(nameof(StopSnapshots), scope.RunStep);
}
