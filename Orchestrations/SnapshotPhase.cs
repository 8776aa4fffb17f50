using GlusterDr.Activities;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations;

/// <summary>Freezes the running VMs, many at once, the largest first.</summary>
internal sealed class SnapshotPhase(RunScope scope)
{
    private readonly List<string> _attempted = [];

    /// <summary>VMs whose snapshot was asked for: each must be merged, in every path.</summary>
    public IReadOnlyList<string> Attempted => _attempted;

    /// <summary>Whether a snapshot failed: one may have been taken all the same.</summary>
    public bool AnyFailed { get; private set; }

    public async Task RunAsync()
    {
        VmPlan plan = await scope.StepAsync<VmPlan>(nameof(PlanVms), scope.RunStep);
        scope.Board.Enter(RunPhase.Snapshot, plan.VmIds.Count);
        await FanOut.RunAsync(plan.VmIds, scope.Policy.Snapshot.Parallel, FreezeAsync);
        scope.Cancelled.ThrowIfCancellationRequested();
        if (_failure is not null && (scope.Policy.Snapshot.OnFailure == VmFailureAction.Abort || _frozen == 0))
        {
            throw new DrException(_failure);
        }
    }

    private Error? _failure;
    private int _frozen;

    private bool StopsHere => scope.Cancelled.IsCancellationRequested
        || (_failure is not null && scope.Policy.Snapshot.OnFailure == VmFailureAction.Abort);

    private async Task FreezeAsync(string vmId)
    {
        if (StopsHere)
        {
            return;
        }

        _attempted.Add(vmId);
        try
        {
            await scope.StepAsync<DateTimeOffset>(nameof(SnapshotVm), new VmStep(scope.RunId, vmId));
            _frozen++;
        }
        catch (TaskFailedException e)
        {
            Error error = ErrorProperties.Read(e);
            AnyFailed = true;
            _failure ??= error;
            scope.Warnings.Add(error);
            await scope.StepAsync<bool>(nameof(LeaveOutVm), new VmFailure(scope.RunId, vmId, error));
        }

        scope.Board.ItemDone();
    }
}
