using GlusterDr.Activities.Sync.Merge;
using GlusterDr.Durable;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>Merges a snapshot that an earlier run left, and corrects the record of that run.</summary>
public sealed class MergeLeftover(RunStore runs, RunAccess access, TimeProvider time) : Activity<VmStep, MergeProgress>
{
    /// <inheritdoc/>
    public override async Task<MergeProgress> RunAsync(ActivityContext context, VmStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        VmSnapshot snapshot = await runs.FindDetailAsync<VmSnapshot>(input.RunId, input.VmId, cancellation)
            ?? throw new KeyNotFoundException($"Run '{input.RunId}' has no '{input.VmId}'.");
        MergeProgress progress = await storage.Hypervisor.MergeAsync(storage.StorageDomain, snapshot, MergeVm.Slice, cancellation);
        if (progress.Done)
        {
            await runs.UpdateVmAsync(snapshot.RunId, snapshot.VmId, Merged, cancellation);
        }

        return progress;
    }

    /// <summary>If that run did not record the snapshot, its record of the VM is not changed.</summary>
    private RunVm Merged(RunVm vm) => vm.State == VmState.Planned
        ? vm
        : vm with { State = vm.State == VmState.LeftOut ? VmState.LeftOut : VmState.Merged, MergedAt = time.GetUtcNow() };
}
