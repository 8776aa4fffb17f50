using GlusterDr.Errors;
using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using GlusterDr.Vms;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>
/// Finds VMs that somebody else changed during a run, and leaves only those out of the run, with the cause. The hypervisor reports what
/// was changed; the images show whether anything was.
/// </summary>
public sealed class ChangesDuringRun(RunStore runs, RunAccess access, VolumeAgent agent, EarlyWrites early, VerifiedFileStore verification, TimeProvider time)
{
    /// <summary>Leaves out VMs that were changed according to the hypervisor. If it does not answer, none is left out: the images decide.</summary>
    /// <remarks>A VM that this run has begun to merge is not checked: the merge changes its chain.</remarks>
    public async Task LeaveOutChangedAsync(string runId, CancellationToken cancellation)
    {
        StorageDomainAccess storage = await access.StorageDomainAsync(runId, cancellation);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(runId, cancellation);
        VmSnapshot[] snapshots = [.. vms.Where(HasUnmergedSnapshot).Select(vm => vm.Snapshot!)];
        VirtualMachine[] shutOff = [.. vms.Where(vm => vm.State == VmState.ShutOff).Select(vm => vm.Vm)];
        foreach (VmChange change in await FindAsync(storage, snapshots, shutOff, cancellation))
        {
            await runs.UpdateVmAsync(runId, change.VmId, vm => HasUnmergedSnapshot(vm) || vm.State == VmState.ShutOff ? Changed(vm, change) : vm, cancellation);
        }
    }

    /// <summary>Leaves out VMs whose images were written to since their snapshot, although the hypervisor reported no change.</summary>
    public async Task LeaveOutWrittenAsync(
        string runId, DestinationAccess destination, RunDestination.VolumeIds volumes, ImageDigests primary, CancellationToken cancellation)
    {
        (Policy policy, string volume) = (destination.Policy, destination.PrimaryVolume);
        IReadOnlyList<RunVm> vms = await runs.ListVmsAsync(runId, cancellation);
        HashSet<string> kept = [.. ProtectedFiles.Of(policy, volume, vms).Select(f => f.Path)];
        (FileProbe Probe, FileFacts Before)[] probed =
            [.. primary.Probes.Zip(primary.Facts).Where(p => kept.Contains(p.First.Path) && p.First.Snapshot is null && p.Second.Stamp is not null)];
        string[] written = probed.Length == 0 ? [] : await FindWrittenAsync(runId, destination, new(volume, volumes.Primary), probed, primary.Pieces, cancellation);
        HashSet<string> changed = [.. written, .. primary.Deleted];
        IReadOnlyDictionary<string, (string Image, DateTimeOffset At)> before = await early.FindAsync(policy, volume, vms, primary.Facts, cancellation);
        foreach (RunVm vm in changed.Count + before.Count == 0 ? [] : vms.Where(vm => vm.State is VmState.Snapshotted or VmState.ShutOff))
        {
            string? image = ProtectedFiles.DisksOf(policy, volume, vm).FirstOrDefault(p => written.Contains(p));
            string? what = image is not null ? Written(vm, image)
                : before.TryGetValue(vm.Vm.Id, out (string Image, DateTimeOffset At) first) ? WrittenBefore(first.Image, first.At)
                : null;
            string[] files = [.. ProtectedFiles.FilesOf(policy, volume, vm).Where(changed.Contains)];
            if (what is not null || files.Length > 0)
            {
                await runs.UpdateVmAsync(
                    runId, vm.Vm.Id,
                    v => what is null ? v with { FilesChanged = [.. v.FilesChanged.Union(files, StringComparer.Ordinal)] } : LeftOut(v, what, []),
                    cancellation);
            }
        }
    }

    private static bool HasUnmergedSnapshot(RunVm vm) => vm is { State: VmState.Snapshotted, MergeBegunAt: null, Snapshot: not null };

    private static async Task<IReadOnlyList<VmChange>> FindAsync(
        StorageDomainAccess storage, IReadOnlyList<VmSnapshot> snapshots, IReadOnlyList<VirtualMachine> shutOff, CancellationToken cancellation)
    {
        try
        {
            return await storage.Hypervisor.FindChangesAsync(storage.StorageDomain, snapshots, shutOff, cancellation);
        }
        catch (DrException)
        {
            return [];
        }
    }

    private static RunVm Changed(RunVm vm, VmChange change) => change.Breaks
        ? LeftOut(vm, change.What, change.OverlaysOut)
        : vm with { Note = Note(vm.Note, change.What), DisksAdded = change.DisksAdded };

    private static string Note(string? before, string what) =>
        before is null ? what : before.Contains(what, StringComparison.Ordinal) ? before : $"{before}; {what}";

    private static string Written(RunVm vm, string image) => vm.State == VmState.ShutOff
        ? $"is shut off, and its image {image} was written to during the run: it was started and stopped again, or somebody else wrote to the image"
        : $"is on its overlay, but the image below, {image}, was written to during the run: a block commit that was aborted, a resize of that image, or another program";

    private static string WrittenBefore(string image, DateTimeOffset at) =>
        $"is on its overlay, but the image below, {image}, was written to at {at:u}, after the snapshot: "
        + "a block commit that was aborted, a resize of that image, or another program";

    private static RunVm LeftOut(RunVm vm, string what, IReadOnlyList<string> overlaysOut)
    {
        if (vm.State is not (VmState.Snapshotted or VmState.ShutOff))
        {
            return vm;
        }

        string left = vm.State == VmState.ShutOff ? ""
            : overlaysOut.Count > 0 ? $" Left on the volume: {string.Join(", ", overlaysOut)}, which no VM uses."
            : " Nothing of its snapshot is left once the run has merged it.";
        return vm with
        {
            State = RunTransitions.Vm.Move(vm.State, VmState.LeftOut),
            OverlaysLeft = overlaysOut,
            Error = new Error(
                ErrorCodes.VmChanged,
                ErrorClass.NeedsPerson,
                $"VM '{vm.Vm.Name}' is left out of the recovery point: it {what}.{left}",
                vm.Vm.Name,
                Advice: overlaysOut.Count > 0
                    ? "Start another run while nobody changes the VM. Delete that file only after you have checked the data of the VM: after a revert, the file is the only copy of what was written since."
                    : "Start another run while nobody changes the VM."),
        };
    }

    /// <summary>
    /// Finds the files that have changed. The times of a file may change without its content (a migration sets its owner, a replica is
    /// healed): such a file is read again.
    /// </summary>
    private async Task<string[]> FindWrittenAsync(
        string runId,
        DestinationAccess destination,
        VolumeRef volume,
        (FileProbe Probe, FileFacts Before)[] probed,
        IReadOnlyList<PieceDigests> pieces,
        CancellationToken cancellation)
    {
        FileProbe[] stamps = [.. probed.Select(a => new FileProbe(a.Probe.Path) { Pieces = a.Probe.Pieces is null ? null : [] })];
        IReadOnlyList<FileFacts> now = await agent.ProbeAsync(destination.PrimaryPool, volume, stamps, ProbeBounds.For(0), cancellation);
        ThrowIfUnread(destination, now);
        int[] moved = [.. Enumerable.Range(0, probed.Length).Where(i => now[i].Exists && now[i].Stamp != probed[i].Before.Stamp)];
        if (moved.Length == 0)
        {
            return [];
        }

        Dictionary<string, PieceDigests> before = pieces.ToDictionary(f => f.Path, StringComparer.Ordinal);
        FileProbe[] again = [.. moved.Select(i => probed[i].Probe.Pieces is null
            ? probed[i].Probe
            : stamps[i] with { Pieces = MovedPieces.Of(before[stamps[i].Path], now[i]) })];
        IReadOnlyList<FileFacts> read = await new SiteProbe(agent, runs, runId, destination.Policy.Verification, time)
            .ProbeAsync(destination.PrimaryPool, volume, again, [.. moved.Select(i => now[i])], cancellation);
        ThrowIfUnread(destination, read);
        PieceDigests[] inPieces = [.. again.Where(p => p.Pieces is not null).Select(p => before[p.Path])];
        IReadOnlyList<VerifiedFile> known = await verification.LoadAsync(
            destination.Policy.Name, destination.Destination.Name, destination.Destination.Location, inPieces, cancellation);
        Dictionary<string, VerifiedFile> verified = known.ToDictionary(f => f.Path, StringComparer.Ordinal);
        return [.. again
            .Where((probe, i) => !(IsSame(probed[moved[i]].Before, read[i])
                && (probe.Pieces is null || MovedPieces.AreSame(before[probe.Path], verified[probe.Path], probe, read[i]))))
            .Select(probe => probe.Path)];
    }

    /// <summary>A file that cannot be read is neither changed nor unchanged.</summary>
    private static void ThrowIfUnread(DestinationAccess destination, IReadOnlyList<FileFacts> facts)
    {
        if (facts.FirstOrDefault(f => f.Problem is not null) is { } unread)
        {
            throw new DrException(new Error(
                ErrorCodes.ContentUnreadable,
                ErrorClass.Transient,
                $"Whether '{unread.Path}' was changed during the run could not be verified at the primary: {unread.Problem}.",
                destination.PrimaryVolume));
        }
    }

    private static bool IsSame(FileFacts before, FileFacts now) => now.Exists && now.Size == before.Size && now.Digest == before.Digest && now.Shape == before.Shape;
}
