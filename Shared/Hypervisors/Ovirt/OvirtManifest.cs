using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The manifest of a snapshot, from what the engine says of its disks.</summary>
internal static class OvirtManifest
{
    /// <summary>What a snapshot froze, from the chains as they are now; also where others took snapshots above it.</summary>
    public static IEnumerable<SnapshotDisk> Of(EngineVm vm, string snapshotId, EngineChains chains, DomainSet domains) =>
        chains.FrozenBy(snapshotId).Where(i => domains.Holds(i.Disk)).Select(i => Disk(i.Disk, Overlay(i, vm, chains), chains.Below(i.Id), domains));

    /// <summary>A frozen disk with its overlay.</summary>
    /// <param name="frozen">The disk, with the image that was frozen.</param>
    /// <param name="overlay">The image right above; null: it is merged already.</param>
    /// <param name="below">The images below the frozen one, nearest first.</param>
    /// <param name="domains">Where all of it is.</param>
    public static SnapshotDisk Disk(EngineDisk frozen, string? overlay, IEnumerable<string> below, DomainSet domains)
    {
        string basePath = domains.PathOf(frozen, frozen.ImageId!);
        string? overlayPath = overlay is null ? null : domains.PathOf(frozen, overlay);
        return new SnapshotDisk(frozen.Alias, basePath, overlayPath, [.. below.Select(i => domains.PathOf(frozen, i))])
        {
            Volume = domains.VolumeOf(frozen),
            Companions = overlayPath is null ? [] : VdsmFiles.Beside(overlayPath),
            LeafMark = VdsmFiles.LeafMark(basePath),
        };
    }

    /// <remarks>An engine before version 4.4.3 does not list the image in use.</remarks>
    private static string? Overlay(EngineImage frozen, EngineVm vm, EngineChains chains) =>
        chains.Above(frozen) ?? vm.Disks.FirstOrDefault(d => d.Id == frozen.Disk.Id && d.ImageId != frozen.Id)?.ImageId;
}
