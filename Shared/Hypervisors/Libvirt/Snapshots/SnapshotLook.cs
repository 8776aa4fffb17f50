using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Ids;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>What a disk's chain says of runs' overlays.</summary>
public static class SnapshotLook
{
    /// <summary>The manifest of the disks that write to an overlay of this run.</summary>
    public static IReadOnlyList<SnapshotDisk> Taken(Domain domain, VolumePaths paths, string runId) =>
        [.. DiskRules.Protected(domain, paths)
            .SelectMany(d => Overlays(d, paths).Where(o => o.RunId == runId && o.Disk.OverlayPath == paths.Relative(d.Active)))
            .Select(o => o.Disk)];

    /// <summary>Every overlay in a disk's chain that a run has put on the image below it, wherever in the chain.</summary>
    public static IEnumerable<(string RunId, SnapshotDisk Disk)> Overlays(DomainDisk disk, VolumePaths paths)
    {
        for (int i = 0; i + 1 < disk.Chain.Count; i++)
        {
            string? overlay = paths.Relative(disk.Chain[i]);
            string? below = paths.Relative(disk.Chain[i + 1]);
            if (overlay is not null && below is not null
                && RunId.OfOverlay(overlay) is { } runId && overlay == RunId.OverlayPath(below, runId))
            {
                string[] deeper =
                [
                    .. disk.Chain.Skip(i + 2).Select(p => paths.Relative(p)).OfType<string>(),
                    .. disk.Chain.Skip(i + 1).Select(p => paths.Relative(p.DataFile)).OfType<string>(),
                ];
                yield return (runId, new SnapshotDisk(disk.Target, below, overlay, deeper));
            }
        }
    }
}
