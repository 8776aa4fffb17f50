using GlusterDr.Durable;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>Takes the snapshot of one VM and stores its manifest. Null: the run wants no more snapshots, or none of this VM.</summary>
public sealed class SnapshotVm(RunStore runs, RunAccess access) : Activity<VmStep, DateTimeOffset?>
{
    /// <inheritdoc/>
    public override async Task<DateTimeOffset?> RunAsync(ActivityContext context, VmStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        RunVm vm = await access.VmAsync(input, cancellation);
        if (vm.Snapshot is { } taken)
        {
            return taken.TakenAt;
        }

        // Left out already: the batch that called this was terminated manually meanwhile.
        SnapshotSettings settings = storage.Policy.Snapshot;
        string begun = $"quiesce:{input.VmId}";
        if (vm.State == VmState.LeftOut || await runs.AreSnapshotsStoppedAsync(input.RunId, cancellation))
        {
            // An earlier attempt may have frozen the guest and been killed before it could thaw it.
            if (await runs.FindDetailAsync<string>(input.RunId, begun, cancellation) is not null)
            {
                await storage.Hypervisor.ThawAsync(storage.StorageDomain, vm.Vm, cancellation);
            }

            return null;
        }

        if (settings.Quiesce == QuiesceMode.Require)
        {
            await runs.SaveDetailAsync(input.RunId, begun, input.VmId, cancellation);
        }

        SnapshotRequest request = new(input.RunId, settings.Kind, settings.Quiesce, storage.Policy.Limits.Snapshot);
        VmSnapshot snapshot = await storage.Hypervisor.SnapshotAsync(storage.StorageDomain, vm.Vm, request, cancellation);
        await access.UpdateAsync(input, v => v with { State = VmState.Snapshotted, Snapshot = snapshot }, cancellation);
        return snapshot.TakenAt;
    }
}
