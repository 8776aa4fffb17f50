using GlusterDr.Errors;
using GlusterDr.Policies;
using GlusterDr.Runs;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Puts overlays on a VM's images: look, take, look again.</summary>
public sealed class LibvirtSnapshotter(LibvirtSite site, OverlayFiles overlays, TimeProvider time, ILogger logger)
{
    /// <summary>Freezes the VM's images, or returns what this run has frozen already.</summary>
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
        (bool quiesce, string? note) = await AskGuestAsync(located, vm, request.Quiesce, cancellation);
        (bool quiesced, string? why) = await TakeAsync(domain, located, disks, request, quiesce, deadline, cancellation);
        DateTimeOffset takenAt = time.GetUtcNow();
        VmSnapshot snapshot = await ProveAsync(located, paths, disks, vm, request, cancellation);
        LibvirtLog.Frozen(logger, vm.Name, located.Host.Name, snapshot.Disks.Count, quiesced);
        return snapshot with { Quiesced = quiesced, TakenAt = takenAt, Note = Join(note, why, snapshot.Note) };
    }

    /// <summary>The running VM, wherever it is now.</summary>
    internal static async Task<LocatedDomain> FindRunningAsync(
        LibvirtSite site, StorageDomain domain, VirtualMachine vm, CancellationToken cancellation) =>
        await site.FindAsync(domain, vm.Id, vm.Host, cancellation) is { Look.Live.Active: true } located
            ? located
            : throw new DrException(new Error(
                ErrorCodes.VmNotRunning, ErrorClass.Permanent, $"VM {vm.Name} does not run any more.", vm.Name, Advice: "It is left out of this run."));

    /// <summary>When a snapshot that is found again was taken, at the earliest: its run's start.</summary>
    internal static DateTimeOffset EarliestTime(string runId, TimeProvider time) => RunTime.Of(runId) ?? time.GetUtcNow();

    private async Task<VolumePaths> PathsAsync(StorageDomain domain, LocatedDomain located, CancellationToken cancellation) =>
        await site.Mounts.PathsAsync(located.Host, domain, located.Look.Live.Disks.SelectMany(d => d.Chain), cancellation);

    private VmSnapshot? Adopt(LocatedDomain located, VolumePaths paths, VirtualMachine vm, SnapshotRequest request)
    {
        IReadOnlyList<DomainDisk> all = DiskRules.Protected(located.Look.Live, paths);
        IReadOnlyList<SnapshotDisk> taken = SnapshotLook.Taken(located.Look.Live, paths, request.RunId);
        if (taken.Count == 0)
        {
            return null;
        }

        return taken.Count == all.Count
            ? new VmSnapshot(vm.Id, vm.Name, located.Host.Name, request.RunId, SnapshotKind.External, false, EarliestTime(request.RunId, time), taken)
            {
                Note = "The snapshot was found as taken already: whether the guest was frozen for it is not known.",
            }
            : throw new DrException(new Error(
                ErrorCodes.SnapshotFailed,
                ErrorClass.Permanent,
                $"Of VM {vm.Name}, only {string.Join(", ", taken.Select(t => t.Target))} of {all.Count} disks are on overlays of run {request.RunId}: no one moment is frozen.",
                located.Host.Name,
                Advice: "The left-over overlays are merged before the next run."));
    }

    private static IReadOnlyList<DomainDisk> Check(LocatedDomain located, VolumePaths paths, StorageDomain domain, VirtualMachine vm)
    {
        IReadOnlyList<DomainDisk> disks = DiskRules.Protected(located.Look.Live, paths);
        string? obstacle = disks.Count == 0
            ? $"VM {vm.Name} has no disk on the volume {domain.Volume} any more."
            : DiskRules.Obstacle(located.Look.Live, paths, domain.Volume);
        if (obstacle is null)
        {
            return disks;
        }

        ErrorClass kind = disks.Any(d => d.Job is not null) ? ErrorClass.Transient : ErrorClass.Permanent;
        throw new DrException(new Error(ErrorCodes.VmNotSnapshotable, kind, obstacle, vm.Name));
    }

    private static async Task<(bool Quiesce, string? Note)> AskGuestAsync(
        LocatedDomain located, VirtualMachine vm, QuiesceMode mode, CancellationToken cancellation)
    {
        if (mode == QuiesceMode.Never)
        {
            return (false, null);
        }

        string why = "no guest agent is connected";
        if (located.Look.Live.AgentConnected)
        {
            VirshOutcome ping = await located.Host.Virsh.PingGuestAsync(vm.Id, cancellation);
            if (ping.Succeeded)
            {
                return (true, null);
            }

            why = ping.Message;
        }

        return mode == QuiesceMode.Try ? (false, $"Not frozen by the guest: {why}.") : throw NotFrozen(vm.Name, located.Host.Name, why);
    }

    private async Task<(bool Quiesced, string? Note)> TakeAsync(
        StorageDomain domain,
        LocatedDomain located,
        IReadOnlyList<DomainDisk> disks,
        SnapshotRequest request,
        bool quiesce,
        Deadline deadline,
        CancellationToken cancellation)
    {
        string? note = null;
        bool cleaned = false;
        while (true)
        {
            VirshOutcome outcome = await TryTakeAsync(located, disks, request, quiesce, deadline, cancellation);
            switch (outcome.Problem)
            {
                case VirshProblem.None:
                    return (quiesce, note);
                case VirshProblem.FileExists when !cleaned:
                    // Left by an attempt that was cut off; no chain of this VM has it.
                    await overlays.RemoveAsync(domain, located.Host, OverlayPaths(disks, request.RunId), everywhere: true, cancellation);
                    cleaned = true;
                    break;
                case VirshProblem.GuestAgent when quiesce && request.Quiesce == QuiesceMode.Try:
                    note = $"Not frozen by the guest: {outcome.Message}.";
                    quiesce = false;
                    break;
                case VirshProblem.GuestAgent when quiesce:
                    throw NotFrozen(located.Look.Live.Name, located.Host.Name, outcome.Message);
                default:
                    throw outcome.ToException(ErrorCodes.SnapshotFailed, $"The snapshot of VM {located.Look.Live.Name} failed");
            }
        }
    }

    private static async Task<VirshOutcome> TryTakeAsync(
        LocatedDomain located, IReadOnlyList<DomainDisk> disks, SnapshotRequest request, bool quiesce, Deadline deadline, CancellationToken cancellation)
    {
        Domain vm = located.Look.Live;
        HashSet<string> frozen = [.. disks.Select(d => d.Target)];
        IEnumerable<(string, string?)> specs = vm.Disks.Select(d =>
            (d.Target, frozen.Contains(d.Target) ? RunId.OverlayPath(d.Active!.Path!, request.RunId) : null));
        TimeSpan bound = deadline.Share($"The snapshot of VM {vm.Name}", located.Host.Name);
        bool thaw = quiesce;
        try
        {
            VirshOutcome outcome = await located.Host.Virsh.SnapshotDisksAsync(vm.Uuid, request.RunId, specs, quiesce, bound, cancellation);
            thaw = quiesce && !outcome.Succeeded;
            return outcome;
        }
        finally
        {
            if (thaw)
            {
                await ThawAsync(located);
            }
        }
    }

    // libvirt thaws by itself unless it was cut off in between; thawing what is not frozen does no harm.
    private static async Task ThawAsync(LocatedDomain located)
    {
        try
        {
            await located.Host.Virsh.ThawAsync(located.Look.Live.Uuid, CancellationToken.None);
        }
        catch (DrException)
        {
            // The failure that led here is the one to tell.
        }
    }

    private static async Task<VmSnapshot> ProveAsync(
        LocatedDomain located,
        VolumePaths paths,
        IReadOnlyList<DomainDisk> disks,
        VirtualMachine vm,
        SnapshotRequest request,
        CancellationToken cancellation)
    {
        DomainLook? now = await located.Host.Virsh.LookAsync(vm.Id, cancellation);
        SnapshotDisk[] taken = now is null ? [] : [.. SnapshotLook.Taken(now.Live, paths, request.RunId)];
        string[] missing = [.. disks.Select(d => d.Target).Except(taken.Select(t => t.Target), StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new DrException(new Error(
                ErrorCodes.SnapshotFailed,
                ErrorClass.Permanent,
                $"virsh said that VM {vm.Name} was snapshot, but its disks {string.Join(", ", missing)} are not on overlays.",
                located.Host.Name));
        }

        string[] undefined = [.. taken.Select(t => t.Target).Where(t => !now!.Defined.Disks.Any(d => d.Target == t && d.Active?.Path is { } p && RunId.OfOverlay(p) == request.RunId))];
        return new VmSnapshot(vm.Id, vm.Name, located.Host.Name, request.RunId, SnapshotKind.External, false, default, taken)
        {
            Note = undefined.Length == 0
                ? null
                : $"The VM's definition does not name the overlays of {string.Join(", ", undefined)}: it must not be stopped and started before the merge.",
        };
    }

    private static string[] OverlayPaths(IReadOnlyList<DomainDisk> disks, string runId) =>
        [.. disks.Select(d => RunId.OverlayPath(d.Active!.Path!, runId))];

    private static DrException NotFrozen(string vm, string host, string why) => new(new Error(
        ErrorCodes.QuiesceFailed,
        ErrorClass.Permanent,
        $"The guest of VM {vm} could not be frozen: {why}.",
        host,
        Advice: "Install and start qemu-guest-agent in the guest, or set quiesce to 'try' in the policy."));

    private static string? Join(params string?[] notes)
    {
        string text = string.Join(" ", notes.OfType<string>());
        return text.Length > 0 ? text : null;
    }
}
