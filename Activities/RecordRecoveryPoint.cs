using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Hypervisors;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;
using GlusterDr.Verification;

namespace GlusterDr.Activities;

/// <summary>Keeps the proof: Gluster's part of it, which a session that is held cannot tell any more, and the compared content.</summary>
public sealed class RecordRecoveryPoint(RunStore runs, RunAccess access, RecoveryPointStore points, VerificationStore verification, TimeProvider time)
    : Activity<DestinationStep, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, DestinationStep input)
    {
        CancellationToken cancellation = context.CancellationToken;
        DestinationAccess destination = await access.DestinationAsync(input, cancellation);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(input.RunId, cancellation);
        RunDestination proof = await runs.FindDestinationAsync(input.RunId, input.Destination, cancellation)
            ?? throw new InvalidOperationException("The destination has no proof.");
        RecoveryPoint point = Make(input, destination, vms, proof);
        await KeepVerifiedAsync(input, destination, cancellation);
        await points.SaveAsync(point, cancellation);
        await access.UpdateAsync(input, d => d with { State = DestinationState.Proven, RecoveryPoint = point.Id }, cancellation);
        return point.Id;
    }

    // Only now: what was compared on a session that could not be held still is not what stands there.
    private async Task KeepVerifiedAsync(DestinationStep step, DestinationAccess destination, CancellationToken cancellation)
    {
        if (await PieceDetails.FindVerifiedAsync(runs, step.RunId, step.Destination, cancellation) is { } verified)
        {
            await verification.SaveAsync(
                destination.Policy.Name, step.Destination, verified, time.GetUtcNow(), destination.Policy.Proof.Rotation, cancellation);
        }
    }

    private RecoveryPoint Make(DestinationStep step, DestinationAccess destination, IReadOnlyList<RunVm> vms, RunDestination proof)
    {
        // The first of them may be merged by now.
        bool IsHere(RunVm vm) => vm.State != VmState.LeftOut && !proof.VmsGone.Contains(vm.Vm.Name);
        VmSnapshot[] frozen = [.. vms.Where(IsHere).Select(vm => vm.Snapshot).OfType<VmSnapshot>()];
        VmSnapshot[] here = [.. frozen.Select(destination.Part).OfType<VmSnapshot>()];
        if (here.Length == 0)
        {
            throw new DrException(new Error(
                ErrorCodes.NothingToProtect,
                ErrorClass.Permanent,
                $"Destination '{step.Destination}' has no recovery point: none of the run's VMs is left there.",
                destination.PrimaryVolume,
                Advice: "The VMs were deleted during the run, or left out of it. Start another run."));
        }

        DateTimeOffset first = here.Min(s => s.TakenAt);
        return new RecoveryPoint
        {
            Id = $"{step.RunId}@{step.Destination}",
            Policy = destination.Policy.Name,
            RunId = step.RunId,
            Destination = step.Destination,
            PrimaryVolume = destination.Policy.UnlessOwn(destination.PrimaryVolume),
            Location = destination.Destination.Location,
            TakenAt = first,
            Skew = here.Max(s => s.KnownAt) - first,
            ProvenAt = time.GetUtcNow(),
            Checkpoint = proof.Checkpoint!.Value,
            Evidence = proof.Evidence,
            FilesCompared = proof.FilesCompared,
            BytesCompared = proof.BytesCompared,
            Coverage = proof.Coverage,
            Vms = here,
            VmsOnSeveralVolumes = [.. frozen
                .Where(s => destination.Part(s) is not null && destination.Policy.VolumesOf(s).Count > 1)
                .Select(s => s.VmName)],
            VmsLeftOut = [.. vms.Where(vm => !IsHere(vm)).Select(vm => vm.Vm.Name)],
        };
    }
}
