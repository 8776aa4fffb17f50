using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.Ids;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Merge;

/// <summary>Merges the overlays of one VM, or continues the merge, for a limited time.</summary>
public sealed class MergeVm(RunAccess access, TimeProvider time) : Activity<VmStep, MergeProgress>
{
    /// <summary>How long one call may take: less than any host's limit for an activity.</summary>
    internal static readonly TimeSpan Slice = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override async Task<MergeProgress> RunAsync(ActivityContext context, VmStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        RunVm vm = await access.VmAsync(input, cancellation);
        if (vm.Snapshot is not { } snapshot || vm.MergedAt is not null)
        {
            return new MergeProgress(Done: true, 100);
        }

        StorageDomainAccess storage = await access.StorageDomainAsync(input.RunId, cancellation);
        if (vm.MergeBegunAt is null)
        {
            await access.UpdateAsync(input, v => v with { MergeBegunAt = v.MergeBegunAt ?? time.GetUtcNow() }, cancellation);
        }

        VmSnapshot now = snapshot with { IsUnmerged = vm.MergeBegunAt is null, OverlaysOut = vm.OverlaysLeft };
        MergeProgress progress = await MergeAsync(storage, now, cancellation);
        if (progress.Done)
        {
            await access.UpdateAsync(
                input,
                v => v with
                {
                    State = v.State == VmState.LeftOut ? v.State : VmState.Merged,
                    MergedAt = time.GetUtcNow(),
                    Note = progress.Note ?? v.Note,
                    OverlaysLeft = [.. v.OverlaysLeft.Union(progress.OverlaysLeft, StringComparer.Ordinal)],
                },
                cancellation);
        }

        return progress;
    }

    /// <summary>A host that falls silent may have completed the merge: the error says so, and does not claim that the VM is on its overlay.</summary>
    private static async Task<MergeProgress> MergeAsync(StorageDomainAccess storage, VmSnapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            return await storage.Hypervisor.MergeAsync(storage.StorageDomain, snapshot, Slice, cancellation);
        }
        catch (DrException e) when (e.Error.Code is ErrorCodes.HypervisorUnavailable or ErrorCodes.HostUnreachable or ErrorCodes.HostBusy or ErrorCodes.CommandTimeout)
        {
            throw new DrException(
                e.Error with { Message = $"{e.Error.Message.TrimEnd('.')}. It is not known whether VM {snapshot.VmName} was merged: the next run verifies it." }, e);
        }
    }
}
