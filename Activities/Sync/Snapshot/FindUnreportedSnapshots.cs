using GlusterDr.Durable;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>
/// Finds snapshots of this run that no step reported (a command timed out but took effect, or the run was cancelled before the step was
/// retried), and stores their manifests for the merge. Returns how many it found.
/// </summary>
public sealed class FindUnreportedSnapshots(RunStore runs, RunAccess access) : Activity<RunStep, int>
{
    /// <inheritdoc/>
    public override async Task<int> RunAsync(ActivityContext context, RunStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        int found = 0;
        foreach (VmSnapshot snapshot in await storage.Hypervisor.FindLeftoversAsync(storage.StorageDomain, cancellation))
        {
            if (snapshot.RunId == input.RunId && await KeepAsync(snapshot, cancellation))
            {
                found++;
            }
        }

        return found;
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
