using GlusterDr.Activities.Sync.Snapshot;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Ids;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Stores the recovery point with its evidence: the status of the session, which is lost when it stops, and the compared content.</summary>
public sealed class RecordRecoveryPoint(
    RunStore runs, RunAccess access, RecoveryPointStore points, ChangesDuringRun changes, VerifiedFileStore verification, TimeProvider time)
    : Activity<DestinationStep, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        // Once more: something may have been changed and replicated between the comparison and the stop of the session.
        await changes.LeaveOutChangedAsync(input.RunId, cancellation);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, cancellation);
        RunDestination evidence = await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation)
            ?? throw new InvalidOperationException("The destination was not verified.");
        RecoveryPoint point = Make(input, destination, vms, evidence);
        await KeepVerifiedAsync(input, destination, vms, cancellation);
        await points.SaveAsync(point, cancellation);
        await access.UpdateAsync(input, d => d with { State = DestinationState.Verified, RecoveryPoint = point.Id }, cancellation);
        return point.Id;
    }

    // Only now: if the session could not be stopped, the secondary is not what was compared.
    private async Task KeepVerifiedAsync(
        DestinationStep step, DestinationAccess destination, IReadOnlyList<RunVm> vms, CancellationToken cancellation)
    {
        if (await PieceDetails.FindVerifiedAsync(runs, step.RunId, step.Destination, cancellation) is { } verified)
        {
            await verification.SaveAsync(
                destination.Policy.Name, step.Destination, verified, Rotten(destination, vms), time.GetUtcNow(), destination.Policy.Verification.Rotation, cancellation);
        }
    }

    // Without these digests, a later run would take a damaged file of the primary for one that was never compared, and overwrite the good copy with it.
    private static IEnumerable<string> Rotten(DestinationAccess destination, IReadOnlyList<RunVm> vms) =>
        from vm in vms
        from path in (vm.Error?.Code == ErrorCodes.ContentRotten ? ProtectedFiles.DisksOf(destination.Policy, destination.PrimaryVolume, vm) : []).Concat(vm.FilesChanged)
        select path;

    private RecoveryPoint Make(DestinationStep step, DestinationAccess destination, IReadOnlyList<RunVm> vms, RunDestination evidence)
    {
        // Some VMs may be merged already.
        bool IsHere(RunVm vm) => vm.State is not (VmState.LeftOut or VmState.Excluded) && !evidence.VmsGone.Contains(vm.Vm.Name);
        VmSnapshot[] snapshots = [.. vms.Where(IsHere).Select(vm => vm.Snapshot).OfType<VmSnapshot>()];
        VmSnapshot[] here = [.. snapshots.Select(destination.Part).OfType<VmSnapshot>()];
        RunVm[] shutOff = [.. vms.Where(vm => vm.State == VmState.ShutOff && IsHere(vm) && OnVolume(vm.Vm, destination).Disks.Count > 0)];
        if (here.Length + shutOff.Length == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect,
                ErrorClass.Permanent,
                $"Destination '{step.Destination}' has no recovery point: none of the run's VMs is left there.",
                destination.PrimaryVolume,
                Advice: "The VMs were deleted during the run, or left out of it. Start another run."));
        }

        DateTimeOffset first = here.Select(s => s.TakenAt).DefaultIfEmpty(shutOff.Select(vm => vm.ListedAt).Min() ?? evidence.Checkpoint!.Value).Min();
        HashSet<string> names = [.. here.Select(s => s.VmName), .. shutOff.Select(vm => vm.Vm.Name)];
        return new RecoveryPoint
        {
            Id = $"{step.RunId}@{step.Destination}",
            Policy = destination.Policy.Name,
            RunId = step.RunId,
            Destination = step.Destination,
            PrimaryVolume = destination.Policy.UnlessOwn(destination.PrimaryVolume),
            Location = destination.Destination.Location,
            TakenAt = first,
            Skew = here.Select(s => s.KnownAt).DefaultIfEmpty(first).Max() - first,
            VerifiedAt = time.GetUtcNow(),
            Checkpoint = evidence.Checkpoint!.Value,
            Evidence = evidence.Evidence,
            FilesCompared = evidence.FilesCompared,
            BytesCompared = evidence.BytesCompared,
            Coverage = evidence.Coverage,
            Vms = here,
            VmsShutOff = [.. shutOff.OrderBy(vm => vm.Vm.Name, StringComparer.Ordinal).Select(vm => OnVolume(vm.Vm, destination))],
            VmsPaused = [.. vms.Where(vm => vm.Vm.Power == VmPower.Paused && here.Any(s => s.VmId == vm.Vm.Id)).Select(vm => vm.Vm.Name)],
            FilesNotIncluded = [.. vms.Where(vm => IsHere(vm) && names.Contains(vm.Vm.Name)).SelectMany(ProtectedFiles.MissingOf)],
            VmsOnSeveralVolumes = [.. snapshots
                .Where(s => destination.Part(s) is not null && destination.Policy.VolumesOf(s).Count > 1)
                .Select(s => s.VmName)
                .Concat(shutOff.Where(vm => vm.Vm.Disks.DistinctBy(d => d.Volume).Count() > 1).Select(vm => vm.Vm.Name))],
            VmsLeftOut = [.. vms.Where(vm => !IsHere(vm)).Select(vm => vm.Vm.Name)],
        };
    }

    /// <summary>A VM with its disks on the replicated volume only; what else it needs is listed separately.</summary>
    private static VirtualMachine OnVolume(VirtualMachine vm, DestinationAccess destination) => vm with
    {
        Disks = [.. vm.Disks.Where(d => (d.Volume ?? destination.Policy.Volume) == destination.PrimaryVolume)],
        Files = [],
        FilesElsewhere = [],
        DisksElsewhere = [],
    };
}
