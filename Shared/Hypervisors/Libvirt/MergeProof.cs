using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Proves that overlays are out of every chain, and only then removes their files.</summary>
public sealed class MergeProof(LibvirtSite site, OverlayFiles overlays)
{
    /// <summary>The paths that a merge is about, as a host names them.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotMounted"/>.</exception>
    public async Task<VolumePaths> PathsAsync(
        StorageDomain domain, LocatedDomain located, VmSnapshot snapshot, CancellationToken cancellation)
    {
        // Only files that may be meant are looked up: a VM's other disks cost nothing.
        HashSet<string?> names = [.. snapshot.Disks.SelectMany(d => new[] { d.BasePath, d.OverlayPath }).Select(Path.GetFileName)];
        IEnumerable<DiskImage> images = new[] { located.Look.Live, located.Look.Defined }
            .SelectMany(d => d.Disks).SelectMany(d => d.Chain).Where(i => names.Contains(Path.GetFileName(i.Path)));
        VolumePaths paths = await site.Mounts.PathsAsync(located.Host, domain, images, cancellation);
        return paths.Mounts.OfVolume.Count > 0
            ? paths
            : throw new DrException(new Error(
                ErrorCodes.VolumeNotMounted,
                ErrorClass.Transient,
                $"The volume {domain.Volume} is not mounted.",
                located.Host.Name,
                Advice: "Mount it again (`findmnt -t fuse.glusterfs`)."));
    }

    /// <summary>Ends a merge whose overlays are out of the live chains.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.ChainUnexpected"/>: something still mentions an overlay; no file was removed.</exception>
    public async Task FinishAsync(
        StorageDomain domain, LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        await DefinitionFollowsAsync(located, paths, snapshot, cancellation);
        foreach (LocatedDomain other in located.Others)
        {
            await DefinitionFollowsAsync(other, await PathsAsync(domain, other, snapshot, cancellation), snapshot, cancellation);
        }

        await Task.WhenAll(snapshot.Disks.Select(d => ProveAsync(located, paths, snapshot, d, cancellation)));
        string[] files = [.. snapshot.Disks.Select(d => d.OverlayPath).OfType<string>().Select(paths.Mounts.OnHost).OfType<string>()];
        await overlays.RemoveAsync(domain, located.Host, files, everywhere: !located.Look.Live.Active, cancellation);
    }

    /// <summary>A chain that must be looked at by a person.</summary>
    public static DrException Unexpected(VmSnapshot snapshot, SnapshotDisk disk, string host, string reason) => new(new Error(
        ErrorCodes.ChainUnexpected,
        ErrorClass.NeedsPerson,
        $"Disk {disk.Target} of VM {snapshot.VmName} can't be merged: {reason}. Overlay: {disk.OverlayPath}; base: {disk.BasePath}.",
        host,
        Advice: "Look at `virsh dumpxml` and `qemu-img info --backing-chain -U`, and bring the disk back onto the overlay or the base; nothing was removed."));

    // libvirt itself points the definition back at a pivot. Where it has not, the next start would look for a removed file.
    private static async Task DefinitionFollowsAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        SnapshotDisk[] behind = [.. snapshot.Disks.Where(d => Mentions(located.Look.Defined, d, paths))];
        foreach (SnapshotDisk disk in behind)
        {
            await DiskDefinition.PointAsync(located, paths, snapshot, disk, disk.OverlayPath!, disk.BasePath, cancellation);
        }

        if (behind.Length > 0
            && await located.Host.LookAsync(snapshot.VmId, cancellation) is { } now
            && Array.Find(behind, d => Mentions(now.Defined, d, paths)) is { } still)
        {
            throw Unexpected(snapshot, still, located.Host.Name, "the VM's definition still names the overlay");
        }
    }

    private static bool Mentions(Domain domain, SnapshotDisk disk, VolumePaths paths) =>
        domain.Disks.Any(d => d.Chain.Any(i => paths.Relative(i) is { } path && path == disk.OverlayPath));

    private static async Task ProveAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, SnapshotDisk disk, CancellationToken cancellation)
    {
        string? active = MergePlan.Find(disk, located.Look.Live, paths)?.Active?.Path;
        IReadOnlyList<ImageInfo> chain = active is null ? [] : await located.Host.Images.ChainAsync(active, cancellation);
        string?[] files = [.. chain.SelectMany(i => new[] { i.Path, i.BackingPath }).Select(p => paths.Relative(p))];
        if (!files.Contains(disk.BasePath) || files.Contains(disk.OverlayPath))
        {
            throw Unexpected(snapshot, disk, located.Host.Name, $"libvirt says that it is merged, but the chain is {string.Join(" over ", chain.Select(i => i.Path))}");
        }
    }
}
