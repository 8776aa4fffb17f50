using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The manifest of a snapshot, from what the engine says of its disks.</summary>
internal static class OvirtManifest
{
    /// <summary>The disks that a snapshot froze, of those on the domain.</summary>
    public static IEnumerable<EngineDisk> Frozen(XElement snapshotDisks, EngineDomain domain) => snapshotDisks.Elements("disk")
        .Select(d => EngineXml.Disk(d, isPlugged: true))
        .Where(d => d.ImageId is not null && d.IsOn(domain));

    /// <summary>The image that takes a frozen disk's writes; null: there is none above it.</summary>
    public static string? Overlay(EngineDisk frozen, EngineVm vm) =>
        vm.Disks.FirstOrDefault(d => d.Id == frozen.Id)?.ImageId is { } image && image != frozen.ImageId ? image : null;

    /// <summary>A frozen disk with its overlay.</summary>
    public static SnapshotDisk Disk(EngineDomain domain, EngineDisk frozen, string? overlay)
    {
        string basePath = domain.ImagePath(frozen.Id, frozen.ImageId!);
        string? overlayPath = overlay is null ? null : domain.ImagePath(frozen.Id, overlay);
        return new SnapshotDisk(frozen.Alias, basePath, overlayPath, [])
        {
            Companions = overlayPath is null ? [] : VdsmFiles.Beside(overlayPath),
            LeafMark = VdsmFiles.LeafMark(basePath),
        };
    }
}
