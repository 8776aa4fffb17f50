using GlusterDr.Errors;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Merges the overlays of a VM that is shut off.</summary>
/// <remarks>
/// Order: commit, point the definition at the base, look whether the VM was started meanwhile, remove the file. Until the
/// definition names the base no guest can write to the base alone, so a commit may be done again. Image locks keep qemu-img
/// out while a VM runs, and a VM from starting while qemu-img works.
/// </remarks>
public sealed class OfflineMerger(LibvirtSite site, MergeProof proof, TimeProvider time, ILogger logger)
{
    // A commit can't be split: the host lets it run as long as its size may need. We watch for a slice.
    private const long SlowestBytesPerSecond = 5_000_000;
    private static readonly TimeSpan LeastBound = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Merges all disks.</summary>
    public async Task<MergeProgress> MergeAsync(
        StorageDomain domain, LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, Deadline deadline, CancellationToken cancellation)
    {
        LibvirtLog.MergeOffline(logger, snapshot.VmName, located.Host.Name);
        bool[] committed = await Task.WhenAll(snapshot.Disks.Select(d => CommitAsync(located, paths, snapshot, d, deadline, cancellation)));
        if (committed.Contains(false))
        {
            return new MergeProgress(false, 100.0 * committed.Count(c => c) / committed.Length, $"The VM is shut off: qemu-img commits its overlays on {located.Host.Name}.");
        }

        foreach (SnapshotDisk disk in snapshot.Disks.Where(d => IsDefinedOn(located.Look.Defined, d.OverlayPath, paths)))
        {
            await DiskDefinition.PointAsync(located, paths, snapshot, disk, disk.OverlayPath!, disk.BasePath, cancellation);
        }

        LocatedDomain now = await site.FindAsync(domain, snapshot.VmId, located.Host.Name, cancellation)
            ?? throw MergeProof.Unexpected(snapshot, snapshot.Disks[0], located.Host.Name, "the VM was undefined meanwhile");
        if (now.Look.Live.Active)
        {
            await TakeBackAsync(now, paths, snapshot, cancellation);
            return new MergeProgress(false, 0, "The VM was started during its offline merge, which goes on as a live one.");
        }

        await proof.FinishAsync(domain, now, paths, snapshot, cancellation);
        LibvirtLog.Merged(logger, snapshot.VmName, located.Host.Name);
        return new MergeProgress(true, 100);
    }

    private async Task<bool> CommitAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, SnapshotDisk disk, Deadline deadline, CancellationToken cancellation)
    {
        if (IsDefinedOn(located.Look.Defined, disk.BasePath, paths))
        {
            return true;
        }

        if (!IsDefinedOn(located.Look.Defined, disk.OverlayPath, paths) || paths.Mounts.OnHost(disk.OverlayPath!) is not { } overlay)
        {
            throw MergeProof.Unexpected(snapshot, disk, located.Host.Name, "the VM's definition names neither the overlay nor the base");
        }

        IReadOnlyList<ImageInfo> chain = await located.Host.Images.ChainAsync(overlay, cancellation);
        if (chain.Count < 2 || paths.Relative(chain[1].Path) != disk.BasePath)
        {
            throw MergeProof.Unexpected(snapshot, disk, located.Host.Name, $"below the overlay is {(chain.Count < 2 ? "nothing" : chain[1].Path)}");
        }

        TimeSpan bound = LeastBound + TimeSpan.FromSeconds(chain[0].Bytes / SlowestBytesPerSecond);
        return await WatchAsync(located.Host, overlay, bound, deadline, cancellation);
    }

    // When the slice is over we look away, and the host goes on; the next call waits for the lock that it holds.
    private async Task<bool> WatchAsync(LibvirtHost host, string overlay, TimeSpan bound, Deadline deadline, CancellationToken cancellation)
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

    // A VM that was started between the commit and the new definition runs on the overlay: its definition must say so
    // again, or its next start would lose what it has written since.
    private static async Task TakeBackAsync(LocatedDomain now, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        foreach (SnapshotDisk disk in snapshot.Disks)
        {
            bool onOverlay = now.Look.Live.Disks.Any(d => d.Chain.Any(i => paths.Relative(i) == disk.OverlayPath));
            if (onOverlay && IsDefinedOn(now.Look.Defined, disk.BasePath, paths))
            {
                await DiskDefinition.PointAsync(now, paths, snapshot, disk, disk.BasePath, disk.OverlayPath!, cancellation);
            }
        }
    }

    private static bool IsDefinedOn(Domain defined, string? path, VolumePaths paths) =>
        defined.Disks.Any(d => paths.Relative(d.Active) is { } active && active == path);
}
