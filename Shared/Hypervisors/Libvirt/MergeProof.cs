using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>Proves that overlays are out of every chain, and only then removes their files.</summary>
public sealed class MergeProof(OverlayFiles overlays)
{
    /// <summary>Ends a merge whose overlays are out of the live chains.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.ChainUnexpected"/>: something still mentions an overlay; no file was removed.</exception>
    public async Task FinishAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        await DefinitionFollowsAsync(located, paths, snapshot, cancellation);
        await Task.WhenAll(snapshot.Disks.Select(d => ProveAsync(located, paths, snapshot, d, cancellation)));
        string[] files = [.. snapshot.Disks.Select(d => d.OverlayPath is null ? null : OnHost(paths, d)).OfType<string>()];
        await overlays.RemoveAsync(located.Host, files, cancellation);
    }

    /// <summary>A chain that must be looked at by a person.</summary>
    public static DrException Unexpected(VmSnapshot snapshot, SnapshotDisk disk, string host, string reason) => new(new Error(
        ErrorCodes.ChainUnexpected,
        ErrorClass.NeedsPerson,
        $"Disk {disk.Target} of VM {snapshot.VmName} can't be merged: {reason}. Overlay: {disk.OverlayPath}; base: {disk.BasePath}.",
        host,
        Advice: "Look at `virsh dumpxml` and `qemu-img info --backing-chain -U`, and bring the disk back onto the overlay or the base; nothing was changed or removed."));

    // libvirt itself points the definition back at a pivot. Where it has not, the next start would look for a removed file.
    private static async Task DefinitionFollowsAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, CancellationToken cancellation)
    {
        foreach (SnapshotDisk disk in snapshot.Disks)
        {
            if (located.Look.Defined.Disks.Any(d => d.Chain.Any(i => paths.Relative(i) == disk.OverlayPath)))
            {
                await DiskDefinition.PointAsync(located, paths, snapshot, disk, disk.OverlayPath!, disk.BasePath, cancellation);
            }
        }
    }

    private static async Task ProveAsync(
        LocatedDomain located, VolumePaths paths, VmSnapshot snapshot, SnapshotDisk disk, CancellationToken cancellation)
    {
        string active = MergePlan.Find(disk, located.Look.Live, paths)?.Active?.Path ?? OnHost(paths, disk with { OverlayPath = disk.BasePath })!;
        IReadOnlyList<ImageInfo> chain = await located.Host.Images.ChainAsync(active, cancellation);
        if (chain.Any(i => Is(i.Path) || Is(i.BackingPath)))
        {
            throw Unexpected(snapshot, disk, located.Host.Name, $"libvirt says that it is merged, but the images of {active} still mention the overlay");
        }

        bool Is(string? path) => paths.Relative(path) == disk.OverlayPath && path is not null;
    }

    private static string? OnHost(VolumePaths paths, SnapshotDisk disk) => paths.Mounts.OnHost(disk.OverlayPath!);
}
