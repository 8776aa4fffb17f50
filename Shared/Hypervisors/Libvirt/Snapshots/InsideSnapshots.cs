using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Merging;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Policies;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Internal snapshots with memory, inside the qcow2 images. The guest is paused while one is taken.</summary>
public sealed class InsideSnapshots(LibvirtSite site, TimeProvider time, ILogger logger)
{
    /// <summary>Takes the snapshot, or returns the one that this run has already taken.</summary>
    public async Task<VmSnapshot> SnapshotAsync(
        StorageDomain domain, VirtualMachine vm, SnapshotRequest request, CancellationToken cancellation)
    {
        Deadline deadline = new(time, request.Timeout);
        LocatedDomain located = await LibvirtSnapshotter.FindRunningAsync(site, domain, vm, cancellation);
        Domain live = located.State.Live;
        VolumePaths paths = await site.Mounts.PathsAsync(located.Host, domain, live.Images, cancellation);
        IReadOnlyList<DomainDisk> disks = Check(located, paths, domain);

        TimeSpan bound = deadline.Share($"The snapshot of VM {vm.Name}", located.Host.Name);
        VirshOutcome outcome = await located.Host.Virsh.SnapshotInsideAsync(vm.Id, request.RunId, bound, cancellation);
        if (!outcome.Succeeded && outcome.Problem != VirshProblem.SnapshotExists)
        {
            throw outcome.ToException(ErrorCodes.SnapshotFailed, $"The snapshot of VM {vm.Name} failed");
        }

        DateTimeOffset takenAt = outcome.Succeeded ? time.GetUtcNow() : LibvirtSnapshotter.EarliestTime(request.RunId, time);
        await VerifyAsync(located, disks, request.RunId, cancellation);
        LibvirtLog.SnapshotTaken(logger, vm.Name, located.Host.Name, disks.Count, false);
        SnapshotDisk[] manifest = [.. disks.Select(d => Manifest(d, paths))];
        return new VmSnapshot(vm.Id, vm.Name, located.Host.Name, request.RunId, SnapshotKind.Internal, false, takenAt, manifest);
    }

    /// <summary>Deletes the snapshot, and verifies that no image contains it.</summary>
    public static async Task<MergeProgress> MergeAsync(MergeSubject subject, Deadline deadline, CancellationToken cancellation)
    {
        VmSnapshot snapshot = subject.Snapshot;
        VirshOutcome outcome = await subject.Host.Virsh.DropSnapshotAsync(
            snapshot.VmId, snapshot.RunId, deadline.AtLeast(TimeSpan.FromMinutes(2)), cancellation);
        if (!outcome.Succeeded && outcome.Problem != VirshProblem.SnapshotNotFound)
        {
            throw outcome.ToException(
                ErrorCodes.MergeFailed, $"The snapshot {snapshot.RunId} of VM {snapshot.VmName} could not be deleted");
        }

        await Task.WhenAll(snapshot.Disks.Select(d => VerifyDroppedAsync(subject, d, cancellation)));
        return new MergeProgress(true, 100);
    }

    /// <summary>The manifest entry of a disk with an internal snapshot.</summary>
    public static SnapshotDisk Manifest(DomainDisk disk, VolumePaths paths) =>
        new(disk.Target, paths.Relative(disk.Active)!, null, [.. disk.Chain.Skip(1).Select(i => paths.Relative(i)).OfType<string>()]);

    private static IReadOnlyList<DomainDisk> Check(LocatedDomain located, VolumePaths paths, StorageDomain domain)
    {
        Domain live = located.State.Live;
        IReadOnlyList<DomainDisk> disks = DiskRules.Protected(live, paths);
        DomainDisk? unfit = live.Disks.FirstOrDefault(d => d.Writable && d.Active!.Format != "qcow2");
        string? obstacle = disks.Count == 0
            ? $"VM {live.Name} has no disk on the volume {domain.Volume} any more."
            : unfit is not null
                ? $"Disk {unfit.Target} is {unfit.Active!.Format}: snapshots inside the image need qcow2 on every disk."
                : DiskRules.Obstacle(live, paths, domain.Volume);
        return obstacle is null
            ? disks
            : throw new DrException(new Error(ErrorCodes.VmNotSnapshotable, ErrorClass.Permanent, obstacle, live.Name));
    }

    private static async Task VerifyAsync(
        LocatedDomain located, IReadOnlyList<DomainDisk> disks, string runId, CancellationToken cancellation)
    {
        IReadOnlyList<ImageInfo>[] images =
            await Task.WhenAll(disks.Select(d => located.Host.Images.ChainAsync(d.Active!.Path!, cancellation)));
        if (images.Any(i => !i[0].Snapshots.Contains(runId)))
        {
            throw new DrException(new Error(
                ErrorCodes.SnapshotFailed,
                ErrorClass.Permanent,
                $"virsh reported a snapshot of VM {located.State.Live.Name}, but not every image has the snapshot {runId}.",
                located.Host.Name));
        }
    }

    private static async Task VerifyDroppedAsync(MergeSubject subject, SnapshotDisk disk, CancellationToken cancellation)
    {
        string runId = subject.Snapshot.RunId;
        if (subject.Paths.Mounts.OnHost(disk.BasePath) is { } path
            && (await subject.Host.Images.ChainAsync(path, cancellation))[0].Snapshots.Contains(runId))
        {
            throw new DrException(new Error(
                ErrorCodes.ChainUnexpected,
                ErrorClass.NeedsPerson,
                $"The image {disk.BasePath} of VM {subject.Snapshot.VmName} still contains the snapshot {runId}, "
                    + "which libvirt does not know.",
                subject.Host.Name,
                Advice: $"Stop the VM and run `qemu-img snapshot -d {runId}` on the image."));
        }
    }
}
