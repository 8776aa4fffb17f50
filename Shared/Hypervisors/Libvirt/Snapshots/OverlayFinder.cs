using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Ids;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Snapshots;

/// <summary>Finds overlays of runs in the chains of disks.</summary>
public static class OverlayFinder
{
    /// <summary>The manifest entries of the disks whose active image is an overlay of this run.</summary>
    public static IReadOnlyList<SnapshotDisk> FindOfRun(Domain domain, VolumePaths paths, string runId) =>
        [.. DiskRules.Protected(domain, paths)
            .SelectMany(d => FindAll(d, paths).Where(o => o.RunId == runId && o.Disk.OverlayPath == paths.Relative(d.Active)))
            .Select(o => o.Disk)];

    /// <summary>Every overlay of a run in a disk's chain, at any depth, with the image directly below it.</summary>
    public static IEnumerable<(string RunId, SnapshotDisk Disk)> FindAll(DomainDisk disk, VolumePaths paths)
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
