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

/// <summary>Takes the snapshots of the running VMs, several at once, the largest first.</summary>
internal sealed class SnapshotPhase(RunScope scope)
{
    private readonly List<string> _attempted = [];
    private Task<bool>? _stopped;
    private Error? _failure;
    private bool _anyFailed;
    private int _snapshotted;

    /// <summary>VMs whose snapshot may have been requested: each must be merged, whatever happens.</summary>
    public IReadOnlyList<string> Attempted => _attempted;

    /// <summary>
    /// Whether a VM may have a snapshot that no step reported, because a step failed, or the run was cancelled before its result.
    /// The hypervisor is then searched for it.
    /// </summary>
    public bool AnyUnknown => _anyFailed || (scope.Version >= 2 && _snapshotted < _attempted.Count);

    private bool StopsHere => scope.Cancelled.IsCancellationRequested || Aborts;

    private bool Aborts => _failure is not null && MayAbort;

    private bool MayAbort => scope.Policy.Snapshot.OnFailure == VmFailureAction.Abort;

    public async Task RunAsync()
    {
        PlanVms.Result plan = await scope.StepAsync<PlanVms.Result>(nameof(PlanVms), scope.RunStep);
        scope.Board.Enter(RunPhase.Snapshot, plan.VmIds.Count);
        using (scope.Cancelled.Register(StopBatches))
        {
            await scope.InBatchesAsync(CleanUpDeadRun.SnapshotBatches, plan.VmIds, SnapshotAsync);
        }

        await (_stopped ?? Task.FromResult(true));
        scope.Cancelled.ThrowIfCancellationRequested();
        if (_failure is not null && (Aborts || _snapshotted == 0))
        {
            throw new DrException(_failure);
        }
    }

    private async Task SnapshotAsync(IReadOnlyList<string> vmIds, string? child)
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
                ? await VmSnapshotting.SnapshotAsync(scope.Context, batch)
                : await scope.Context.CallSubOrchestratorAsync<SnapshotVms.Result>(nameof(SnapshotVms), batch, new TaskOptions(InstanceId: child)));
        }
        catch (TaskFailedException e) when (child is not null)
        {
            await TakeLostAsync(vmIds, ErrorProperties.Read(e));
        }

        scope.Board.ItemsDone(vmIds.Count);
    }

    /// <summary>A batch that was terminated manually reports nothing. A VM that has no snapshot now is left out of the recovery points of this run.</summary>
    private async Task TakeLostAsync(IReadOnlyList<string> vmIds, Error error)
    {
        int snapshotted = 0;
        foreach (string vmId in vmIds)
        {
            await scope.GuardAsync(async () =>
                snapshotted += await scope.StepAsync<bool>(nameof(LeaveOutVm), new VmFailure(scope.RunId, vmId, error)) ? 0 : 1);
        }

        Take(new(snapshotted, [error]));
    }

    private void Take(SnapshotVms.Result batch)
    {
        _snapshotted += batch.Snapshotted;
        scope.Warnings.AddRange(batch.Failures);
        _anyFailed |= batch.Failures.Count > 0;
        _failure ??= batch.Failures is [var first, ..] ? first : null;
        if (Aborts)
        {
            StopBatches();
        }
    }

    /// <summary>Batches get no events from the run: before each snapshot they read whether the run still wants it.</summary>
    private void StopBatches() => _stopped ??= scope.StepAsync<bool>(nameof(StopSnapshots), scope.RunStep);
}
