using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Ids;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Takes external snapshots: reads the chains, takes the snapshot, and verifies the chains.</summary>
public sealed class LibvirtSnapshotter(LibvirtSite site, OverlayFiles overlays, TimeProvider time, ILogger logger)
{
    /// <summary>Takes the snapshot, or returns the one that this run has already taken.</summary>
    public async Task<VmSnapshot> SnapshotAsync(
        StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        Deadline deadline = new(time, request.Timeout);
        LocatedDomain located = await FindRunningAsync(site, domain, vm, cancellation);
        VolumePaths paths = await PathsAsync(domain, located, cancellation);
        if (Adopt(located, paths, vm, request) is { } taken)
        {
            return taken;
        }

        IReadOnlyList<DomainDisk> disks = Check(located, paths, domain, vm);
        GuestFreeze guest = new(located);
        DateTimeOffset takenAt;
        try
        {
            await guest.PrepareAsync(request.Quiesce, request.Timeout, cancellation);
            await TakeAsync(domain, located, disks, request, guest, deadline, cancellation);
            takenAt = time.GetUtcNow();
        }
        finally
        {
            await guest.ReleaseAsync();
        }

        VmSnapshot snapshot = await VerifyAsync(located, paths, disks, vm, request, cancellation);
        LibvirtLog.SnapshotTaken(logger, vm.Name, located.Host.Name, snapshot.Disks.Count, guest.Ready);
        string? notFrozen = guest.Reason is { } reason ? $"Guest file systems not frozen: {reason}." : null;
        return snapshot with { Quiesced = guest.Ready, TakenAt = takenAt, Note = Join(notFrozen, snapshot.Note) };
    }

    /// <summary>Finds the running VM on its present host.</summary>
    internal static async Task<LocatedDomain> FindRunningAsync(
        LibvirtSite site, StorageDomain domain, VirtualMachine vm, CancellationToken cancellation) =>
        await site.FindAsync(domain, vm.Id, vm.Host, cancellation) is { State.Live.Active: true } located
            ? located
            : throw new DrException(new Error(
                ErrorCodes.VmNotRunning,
                ErrorClass.Permanent,
                $"VM {vm.Name} does not run any more.",
                vm.Name,
                Advice: "It is left out of this run."));

    /// <summary>The earliest time of a snapshot that was found on the VM: the start of its run.</summary>
    internal static DateTimeOffset EarliestTime(string runId, TimeProvider time) => RunTime.Of(runId) ?? time.GetUtcNow();

    private async Task<VolumePaths> PathsAsync(StorageDomain domain, LocatedDomain located, CancellationToken cancellation) =>
        await site.Mounts.PathsAsync(located.Host, domain, located.State.Live.Images, cancellation);

    private VmSnapshot? Adopt(LocatedDomain located, VolumePaths paths, VirtualMachine vm, SnapshotRequest request)
    {
        IReadOnlyList<DomainDisk> all = DiskRules.Protected(located.State.Live, paths);
        IReadOnlyList<SnapshotDisk> taken = OverlayFinder.FindOfRun(located.State.Live, paths, request.RunId);
        if (taken.Count == 0)
        {
            return null;
        }

        if (taken.Count < all.Count)
        {
            string targets = string.Join(", ", taken.Select(t => t.Target));
            throw new DrException(new Error(
                ErrorCodes.SnapshotFailed,
                ErrorClass.Permanent,
                $"VM {vm.Name}: only {targets} of {all.Count} disks have a snapshot of run {request.RunId}. The disks are not consistent with each other.",
                located.Host.Name,
                Advice: "The left-over overlays are merged before the next run."));
        }

        DateTimeOffset takenAt = EarliestTime(request.RunId, time);
        return new VmSnapshot(vm.Id, vm.Name, located.Host.Name, request.RunId, SnapshotKind.External, false, takenAt, WithDataFiles(taken, vm))
        {
            SeenAt = time.GetUtcNow(),
            Note = "The snapshot already existed: it is not known whether the guest file systems were frozen for it.",
        };
    }

    private static IReadOnlyList<DomainDisk> Check(LocatedDomain located, VolumePaths paths, StorageDomain domain, VirtualMachine vm)
    {
        IReadOnlyList<DomainDisk> disks = DiskRules.Protected(located.State.Live, paths);
        string? obstacle = disks.Count == 0
            ? $"VM {vm.Name} has no disk on the volume {domain.Volume} any more."
            : DiskRules.Obstacle(located.State.Live, paths, domain.Volume);
        if (obstacle is null)
        {
            return disks;
        }

        ErrorClass kind = disks.Any(d => d.Job is not null) ? ErrorClass.Transient : ErrorClass.Permanent;
        throw new DrException(new Error(ErrorCodes.VmNotSnapshotable, kind, obstacle, vm.Name));
    }

    private async Task TakeAsync(
        StorageDomain domain,
        LocatedDomain located,
        IReadOnlyList<DomainDisk> disks,
        SnapshotRequest request,
        GuestFreeze guest,
        Deadline deadline,
        CancellationToken cancellation)
    {
        bool cleaned = false;
        while (true)
        {
            VirshOutcome outcome = await TryTakeAsync(located, disks, request, guest, deadline, cancellation);
            switch (outcome.Problem)
            {
                case VirshProblem.None:
                    return;
                case VirshProblem.FileExists when !cleaned:
                    // The file was left by an interrupted attempt. It is in no chain of this VM.
                    await overlays.RemoveAsync(domain, located.Host, OverlayPaths(disks, request.RunId), everywhere: true, cancellation);
                    cleaned = true;
                    break;
                case VirshProblem.GuestAgent when guest.Ready:
                    guest.GiveUp(outcome.Message);
                    if (request.Quiesce == QuiesceMode.Require)
                    {
                        throw guest.NotFrozen(outcome.Message);
                    }

                    break;
                default:
                    throw outcome.ToException(ErrorCodes.SnapshotFailed, $"The snapshot of VM {located.State.Live.Name} failed");
            }
        }
    }

    private static async Task<VirshOutcome> TryTakeAsync(
        LocatedDomain located,
        IReadOnlyList<DomainDisk> disks,
        SnapshotRequest request,
        GuestFreeze guest,
        Deadline deadline,
        CancellationToken cancellation)
    {
        Domain vm = located.State.Live;
        HashSet<string> snapshotted = [.. disks.Select(d => d.Target)];
        IEnumerable<(string, string?)> specs = vm.Disks.Select(d =>
            (d.Target, snapshotted.Contains(d.Target) ? RunId.OverlayPath(d.Active!.Path!, request.RunId) : null));
        TimeSpan bound = deadline.Share($"The snapshot of VM {vm.Name}", located.Host.Name);
        bool thaw = guest.Ready;
        try
        {
            VirshOutcome outcome = await located.Host.Virsh.SnapshotDisksAsync(
                vm.Uuid, request.RunId, specs, guest.Ready, bound, cancellation);
            thaw = guest.Ready && !outcome.Succeeded;
            return outcome;
        }
        finally
        {
            if (thaw)
            {
                await guest.ThawAsync();
            }
        }
    }

    private static async Task<VmSnapshot> VerifyAsync(
        LocatedDomain located,
        VolumePaths paths,
        IReadOnlyList<DomainDisk> disks,
        VirtualMachine vm,
        SnapshotRequest request,
        CancellationToken cancellation)
    {
        VirshClient.DomainState? now = await located.Host.ReadDomainAsync(vm.Id, cancellation);
        SnapshotDisk[] taken = now is null ? [] : [.. OverlayFinder.FindOfRun(now.Live, paths, request.RunId)];
        string[] missing = [.. disks.Select(d => d.Target).Except(taken.Select(t => t.Target), StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new DrException(new Error(
                ErrorCodes.SnapshotFailed,
                ErrorClass.Permanent,
                $"virsh reported a snapshot of VM {vm.Name}, but its disks {string.Join(", ", missing)} are not on overlays.",
                located.Host.Name));
        }

        string[] undefined = [.. taken.Select(t => t.Target).Where(t => !now!.Defined.Disks.Any(d => IsOnOverlay(d, t, request.RunId)))];
        return new VmSnapshot(vm.Id, vm.Name, located.Host.Name, request.RunId, SnapshotKind.External, false, default, WithDataFiles(taken, vm))
        {
            Note = undefined.Length == 0
                ? null
                : $"The VM's definition does not name the overlays of {string.Join(", ", undefined)}: "
                    + "it must not be stopped and started before the merge.",
        };
    }

    // libvirt before 10.10 does not report external data files. The VM list has read them from the images.
    private static IReadOnlyList<SnapshotDisk> WithDataFiles(IReadOnlyList<SnapshotDisk> taken, VirtualMachine vm) =>
        [.. taken.Select(t => t with
        {
            BackingPaths = [.. t.BackingPaths.Union(vm.Disks.Where(d => d.Target == t.Target).SelectMany(d => d.DataFiles), StringComparer.Ordinal)],
        })];

    private static bool IsOnOverlay(DomainDisk disk, string target, string runId) =>
        disk.Target == target && RunId.OfOverlay(disk.Active?.Path ?? "") == runId;

    private static string[] OverlayPaths(IReadOnlyList<DomainDisk> disks, string runId) =>
        [.. disks.Select(d => RunId.OverlayPath(d.Active!.Path!, runId))];

    private static string? Join(params string?[] notes)
    {
        string text = string.Join(" ", notes.OfType<string>());
        return text.Length > 0 ? text : null;
    }
}
