using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Builds the manifest of a snapshot from the chains of the oVirt engine.</summary>
internal static class OvirtManifest
{
    /// <summary>The manifest entries of a snapshot, from the present chains. Snapshots that others took above it do not matter.</summary>
    public static IEnumerable<SnapshotDisk> Of(EngineVm vm, string snapshotId, EngineChains chains, DomainSet domains) =>
        chains.ImagesOfSnapshot(snapshotId).Where(i => domains.Contains(i.Disk)).Select(i => Disk(i.Disk, Overlay(i, vm, chains), chains.Below(i.Id), domains));

    /// <summary>The manifest entry of one disk.</summary>
    /// <param name="baseImage">The disk, with its base image.</param>
    /// <param name="overlay">The image directly above; null: it is already merged.</param>
    /// <param name="below">The images below the base image, nearest first.</param>
    /// <param name="domains">The storage domains.</param>
    public static SnapshotDisk Disk(EngineDisk baseImage, string? overlay, IEnumerable<string> below, DomainSet domains)
    {
        string basePath = domains.PathOf(baseImage, baseImage.ImageId!);
        string? overlayPath = overlay is null ? null : domains.PathOf(baseImage, overlay);
        return new SnapshotDisk(baseImage.Alias, basePath, overlayPath, [.. below.Select(i => domains.PathOf(baseImage, i))])
        {
            Volume = domains.VolumeOf(baseImage),
            Companions = overlayPath is null ? [] : VdsmFiles.Beside(overlayPath),
            LeafAmendment = VdsmFiles.LeafAmendment(basePath),
        };
    }

    /// <remarks>Before version 4.4.3 the engine does not list the active image.</remarks>
    private static string? Overlay(EngineImage baseImage, EngineVm vm, EngineChains chains) =>
        chains.Above(baseImage) ?? vm.Disks.FirstOrDefault(d => d.Id == baseImage.Disk.Id && d.ImageId != baseImage.Id)?.ImageId;
}
