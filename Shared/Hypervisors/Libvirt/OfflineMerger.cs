using GlusterDr.Errors;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Merges the overlays of a VM that is shut off.</summary>
/// <remarks>
/// Order: commit, point the definition at the base, look whether the VM was started meanwhile, remove the file. Until the
/// definition names the base, no guest can have written to the base, so that a commit that was cut off may be done again;
/// image locks keep qemu-img out while a VM runs, and a VM from starting while qemu-img works.
/// </remarks>
public sealed class OfflineMerger(LibvirtSite site, MergeProof proof, ILogger logger)
{
    // A commit can't be split: one that is cut off starts over. It gets what its size may need, even past the slice.
    private const long SlowestBytesPerSecond = 10_000_000;
    private static readonly TimeSpan LeastBound = TimeSpan.FromMinutes(2);

    /// <summary>Merges all disks, one after the other.</summary>
    public async Task<MergeProgress> MergeAsync(
        StorageDomain domain, LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, Deadline deadline, CancellationToken cancellation)
    {
        LibvirtLog.MergeOffline(logger, snapshot.VmName, located.Host.Name);
        foreach (SnapshotDisk disk in snapshot.Disks)
        {
            await CommitAsync(located, paths, snapshot, disk, deadline, cancellation);
        }

        if (await StartedAsync(domain, located, paths, snapshot, cancellation))
        {
            return new MergeProgress(false, 0, "The VM was started during its offline merge, which goes on as a live one.");
        }

        DomainLook look = await located.Host.Virsh.LookAsync(snapshot.VmId, cancellation)
            ?? throw MergeProof.Unexpected(snapshot, snapshot.Disks[0], located.Host.Name, "the VM was undefined meanwhile");
        await proof.FinishAsync(located with { Look = look }, paths, snapshot, cancellation);
        LibvirtLog.Merged(logger, snapshot.VmName, located.Host.Name);
        return new MergeProgress(true, 100);
    }

    private static async Task CommitAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, SnapshotDisk disk, Deadline deadline, CancellationToken cancellation)
    {
        string? defined = located.Look.Defined.Disks.Select(d => paths.Relative(d.Active)).FirstOrDefault(p => p == disk.OverlayPath || p == disk.BasePath);
        if (defined == disk.BasePath)
        {
            return;
        }

        if (defined is null || paths.Mounts.OnHost(disk.OverlayPath!) is not { } overlay)
        {
            throw MergeProof.Unexpected(snapshot, disk, located.Host.Name, "the VM's definition names neither the overlay nor the base");
        }

        IReadOnlyList<ImageInfo> chain = await located.Host.Images.ChainAsync(overlay, cancellation);
        if (chain.Count < 2 || paths.Relative(chain[1].Path) != disk.BasePath)
        {
            throw MergeProof.Unexpected(snapshot, disk, located.Host.Name, $"below the overlay is {(chain.Count < 2 ? "nothing" : chain[1].Path)}");
        }

        TimeSpan bound = LeastBound + TimeSpan.FromSeconds(chain[0].Bytes / SlowestBytesPerSecond);
        await located.Host.Images.CommitAsync(overlay, chain[1].Path, bound > deadline.Left ? bound : deadline.Left, cancellation);
        await DiskDefinition.PointAsync(located, paths, snapshot, disk, disk.OverlayPath!, disk.BasePath, cancellation);
    }

    // A VM that was started between the commit and the new definition runs on the overlay: its definition must say so
    // again, or its next start would lose what it has written since.
    private async Task<bool> StartedAsync(
        StorageDomain domain, LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        LocatedDomain? now = await site.FindAsync(domain, snapshot.VmId, located.Host.Name, cancellation);
        if (now is not { Look.Live.Active: true })
        {
            return false;
        }

        foreach (SnapshotDisk disk in snapshot.Disks)
        {
            bool onOverlay = now.Look.Live.Disks.Any(d => d.Chain.Any(i => paths.Relative(i) == disk.OverlayPath));
            bool definedOnBase = now.Look.Defined.Disks.Any(d => paths.Relative(d.Active) == disk.BasePath);
            if (onOverlay && definedOnBase)
            {
                await DiskDefinition.PointAsync(now, paths, snapshot, disk, disk.BasePath, disk.OverlayPath!, cancellation);
            }
        }

        return true;
    }
}
