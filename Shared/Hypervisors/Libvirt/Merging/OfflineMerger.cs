using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Merges the overlays of a VM that is shut off.</summary>
/// <remarks>
/// Order: commit, point the definition to the base image, check whether the VM was started meanwhile, remove the file. Until the
/// definition names the base image, no guest can write to it directly, so a commit can be repeated. Image locks prevent qemu-img from
/// working while a VM runs, and a VM from starting while qemu-img works.
/// </remarks>
public sealed class OfflineMerger(LibvirtSite site, MergeVerifier verifier, TimeProvider time, ILogger logger)
{
    // A commit cannot be divided. Its time limit on the host depends on the size; this side waits for one slice only.
    private const long SlowestBytesPerSecond = 5_000_000;
    private static readonly TimeSpan LeastBound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Merges all disks.</summary>
    public async Task<MergeProgress> MergeAsync(MergeSubject subject, Deadline deadline, CancellationToken cancellation)
    {
        VmSnapshot snapshot = subject.Snapshot;
        string[] removedByOthers = subject.RemovedByOthers(d => subject.IsDefinedOn(d.BasePath));
        LibvirtLog.MergeOffline(logger, snapshot.VmName, subject.Host.Name);
        bool[] committed = await Task.WhenAll(snapshot.Disks.Select(d => CommitAsync(subject, d, deadline, cancellation)));
        if (committed.Contains(false))
        {
            double percent = 100.0 * committed.Count(c => c) / committed.Length;
            return new MergeProgress(false, percent, $"The VM is shut off: qemu-img commits its overlays on {subject.Host.Name}.");
        }

        foreach (SnapshotDisk disk in snapshot.Disks.Where(d => subject.IsDefinedOn(d.OverlayPath)))
        {
            await DiskDefinition.PointAtBaseAsync(subject, disk, cancellation);
        }

        LocatedDomain now = await site.FindAsync(subject.Domain, snapshot.VmId, subject.Host.Name, cancellation)
            ?? throw subject.Unexpected(snapshot.Disks[0], "the VM was undefined during the merge");
        MergeSubject seen = await verifier.SubjectAsync(subject.Domain, now, snapshot, cancellation);
        if (seen.Live.Active)
        {
            await PointAtOverlaysAsync(seen, cancellation);
            return new MergeProgress(false, 0, "The VM was started during its offline merge, which continues as a live merge.");
        }

        await verifier.FinishAsync(seen, removedByOthers, cancellation);
        LibvirtLog.Merged(logger, snapshot.VmName, subject.Host.Name);
        return MergeSubject.Done(removedByOthers);
    }

    private async Task<bool> CommitAsync(
        MergeSubject subject, SnapshotDisk disk, Deadline deadline, CancellationToken cancellation)
    {
        if (subject.IsDefinedOn(disk.BasePath))
        {
            return true;
        }

        if (!subject.IsDefinedOn(disk.OverlayPath) || subject.Paths.Mounts.OnHost(disk.OverlayPath!) is not { } overlay)
        {
            throw subject.Unexpected(disk, "the VM's definition names neither the overlay nor the base");
        }

        IReadOnlyList<ImageInfo> chain = await subject.Host.Images.ChainAsync(overlay, cancellation);
        if (chain.Count < 2 || subject.Paths.Relative(chain[1].Path) != disk.BasePath)
        {
            throw subject.Unexpected(disk, $"below the overlay is {(chain.Count < 2 ? "nothing" : chain[1].Path)}");
        }

        TimeSpan bound = LeastBound + TimeSpan.FromSeconds(chain[0].Bytes / SlowestBytesPerSecond);
        return await WatchAsync(subject.Host, overlay, bound, deadline, cancellation);
    }

    // At the end of the slice the commit continues on the host. The next call waits for its image lock.
    private async Task<bool> WatchAsync(
        LibvirtHost host, string overlay, TimeSpan bound, Deadline deadline, CancellationToken cancellation)
    {
        using CancellationTokenSource slice = new(deadline.AtLeast(TimeSpan.FromSeconds(1)), time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, slice.Token);
        try
        {
            while (!await host.Images.CommitAsync(overlay, bound, either.Token))
            {
                await Task.Delay(Pause, time, either.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    // A VM that was started between the commit and the new definition runs on the overlay. Its definition must name the overlay
    // again, otherwise its next start would lose what it has written since.
    private static async Task PointAtOverlaysAsync(MergeSubject now, CancellationToken cancellation)
    {
        foreach (SnapshotDisk disk in now.Snapshot.Disks)
        {
            if (now.Mentions(now.Live, disk.OverlayPath) && now.IsDefinedOn(disk.BasePath))
            {
                await DiskDefinition.PointAtOverlayAsync(now, disk, cancellation);
            }
        }
    }
}
