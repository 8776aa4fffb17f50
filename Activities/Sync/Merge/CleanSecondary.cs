using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Merge;

/// <summary>
/// Deletes at a secondary exactly the overlays in the manifests of VMs whose merge is verified. The overlay of a VM that still runs on
/// it is kept, because the next run replicates only what changes in that file. The recovery point says so.
/// </summary>
public sealed class CleanSecondary(RunStore runs, RunAccess access, VolumeAgent agent, RecoveryPointStore points)
    : Activity<DestinationStep, int>
{
    /// <inheritdoc/>
    public override async Task<int> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, cancellation);
        SnapshotDisk[] merged = [.. vms.Where(vm => vm.MergedAt is not null)
            .SelectMany(vm => (destination.Part(vm.Snapshot)?.Disks ?? []).Where(d => d.OverlayPath is null || !vm.OverlaysLeft.Contains(d.OverlayPath)))];
        string[] overlays = [.. merged.Where(d => d.OverlayPath is not null).SelectMany(d => d.Companions.Prepend(d.OverlayPath!))];
        await RecordKeptAsync(input, destination, vms, cancellation);
        if (overlays.Length > 0)
        {
            IReadOnlyList<VolumeAgent.DeleteOutcome> outcomes = await agent.DeleteAsync(
                destination.SecondaryPool, await SecondaryAsync(input, destination, cancellation), overlays, cancellation);
            HashSet<string> gone = [.. outcomes.Where(o => o.Gone).Select(o => o.Path)];
            await CorrectMetadataAsync(destination, [.. merged.Where(d => d.OverlayPath is { } path && gone.Contains(path))], cancellation);
            ThrowIfAnyIsLeft(destination, outcomes);
        }

        await access.UpdateAsync(input, d => d.State == DestinationState.Verified ? d with { State = DestinationState.Clean } : d, cancellation);
        return overlays.Length;
    }

    /// <summary>By UUID: nothing is deleted on another volume than the one that the run replicated to.</summary>
    private async Task<VolumeRef> SecondaryAsync(DestinationStep step, DestinationAccess destination, CancellationToken cancellation) => new(
        destination.Destination.Volume, (await runs.FindDestinationAsync(step.RunId, step.Destination, cancellation))?.Volumes?.Secondary);

    /// <summary>The metadata of a base image says that an overlay is based on it: with the overlay deleted, that must be corrected.</summary>
    private async Task CorrectMetadataAsync(DestinationAccess destination, SnapshotDisk[] disks, CancellationToken cancellation)
    {
        SnapshotDisk.Amendment[] lines = [.. disks.Where(d => d.LeafAmendment is not null).Select(d => d.LeafAmendment!)];
        if (lines.Length == 0)
        {
            return;
        }

        IReadOnlyList<VolumeAgent.AmendOutcome> outcomes = await agent.AmendAsync(
            destination.SecondaryPool, destination.Destination.Volume, lines, cancellation);
        if (outcomes.FirstOrDefault(o => o.Problem is not null) is { } wrong)
        {
            throw new DrException(new Error(
                ErrorCodes.CleanFailed,
                ErrorClass.Transient,
                $"The metadata of {outcomes.Count(o => o.Problem is not null)} image(s) could not be corrected at the secondary; '{wrong.Path}': {wrong.Problem}.",
                $"{destination.Destination.SessionHost}::{destination.Destination.Volume}"));
        }
    }

    private async Task RecordKeptAsync(
        DestinationStep step, DestinationAccess destination, IReadOnlyList<RunVm> vms, CancellationToken cancellation)
    {
        string[] kept = [.. vms
            .Where(vm => vm.State == VmState.MergeFailed || vm is { State: VmState.LeftOut, MergedAt: null } || vm.OverlaysLeft.Count > 0)
            .Where(vm => destination.Part(vm.Snapshot) is not null)
            .Select(vm => vm.Vm.Name)];
        if (kept.Length > 0)
        {
            await points.UpdateAsync(
                destination.Policy.Name, $"{step.RunId}@{step.Destination}", point => point with { OverlaysKept = kept }, cancellation);
        }
    }

    private static void ThrowIfAnyIsLeft(DestinationAccess destination, IReadOnlyList<VolumeAgent.DeleteOutcome> outcomes)
    {
        if (outcomes.FirstOrDefault(o => !o.Gone) is { } left)
        {
            throw new DrException(new Error(
                ErrorCodes.CleanFailed,
                ErrorClass.Transient,
                $"{outcomes.Count(o => !o.Gone)} overlay(s) could not be deleted at the secondary; '{left.Path}': {left.Problem}.",
                $"{destination.Destination.SessionHost}::{destination.Destination.Volume}",
                Advice: "The recovery point is not affected. The next run replicates the deletion."));
        }
    }
}
