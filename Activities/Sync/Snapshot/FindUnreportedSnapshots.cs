using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>
/// Finds snapshots of this run that were taken although no step reported them (a command that timed out here and took
/// effect there; a run that was cancelled before the snapshot was asked for again), and keeps their manifests for the merge.
/// </summary>
public sealed class FindUnreportedSnapshots(RunStore runs, RunAccess access) : Activity<RunStep, int>
{
    /// <inheritdoc/>
    public override async Task<int> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        int strays = 0;
        foreach (VmSnapshot snapshot in await storage.Hypervisor.FindLeftoversAsync(storage.StorageDomain, cancellation))
        {
            if (snapshot.RunId == input.RunId && await KeepAsync(snapshot, cancellation))
            {
                strays++;
            }
        }

        return strays;
    }

    private async Task<bool> KeepAsync(VmSnapshot snapshot, CancellationToken cancellation)
    {
        RunVm? before = await runs.FindVmAsync(snapshot.RunId, snapshot.VmId, cancellation);
        RunVm? after = await runs.UpdateVmAsync(
            snapshot.RunId, snapshot.VmId, vm => vm.Snapshot is null ? Found(vm, snapshot) : vm, cancellation);
        return before is { Snapshot: null } && after is { Snapshot: not null };
    }

    /// <summary>A VM that was left out stays left out: its snapshot is merged, and it is in no recovery point.</summary>
    private static RunVm Found(RunVm vm, VmSnapshot snapshot) => vm with
    {
        Snapshot = snapshot,
        State = vm.State == VmState.Planned ? RunTransitions.Vm.Move(vm.State, VmState.Snapshotted) : vm.State,
    };
}
