using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Decides the next actions of a merge from the domain's present chains. No state is kept between calls.</summary>
public static class MergePlan
{
    /// <summary>One step for each disk of the snapshot.</summary>
    public static IReadOnlyList<MergeStep> Of(VmSnapshot snapshot, Domain domain, VolumePaths paths) =>
        [.. snapshot.Disks.Select(d => Of(d, domain, paths))];

    /// <summary>Finds the disk of a manifest entry by its images, because its target name may have changed.</summary>
    public static DomainDisk? Find(SnapshotDisk manifest, Domain domain, VolumePaths paths) =>
        domain.Disks.FirstOrDefault(d =>
            d.Chain.Any(i => paths.Relative(i) is { } path && (path == manifest.OverlayPath || path == manifest.BasePath)));

    private static MergeStep Of(SnapshotDisk manifest, Domain domain, VolumePaths paths)
    {
        if (Find(manifest, domain, paths) is not { } disk)
        {
            return new MergeStep(manifest, null, MergeAction.Stuck, $"no disk of the VM uses {manifest.BasePath} or its overlay any more");
        }

        string?[] chain = [.. disk.Chain.Select(i => paths.Relative(i))];
        int overlay = Array.IndexOf(chain, manifest.OverlayPath);
        (MergeAction action, string? reason) = overlay switch
        {
            < 0 => (MergeAction.None, null),
            > 0 => (MergeAction.Stuck, $"{disk.Active} was put on top of the overlay"),
            _ when chain.Length < 2 || chain[1] != manifest.BasePath =>
                (MergeAction.Stuck, $"below the overlay is {(chain.Length < 2 ? "nothing" : disk.Chain[1])} and not {manifest.BasePath}"),
            _ => OfJob(disk.Job, manifest, paths),
        };
        return new MergeStep(manifest, disk, action, reason);
    }

    private static (MergeAction, string?) OfJob(BlockJob? job, SnapshotDisk manifest, VolumePaths paths) => job switch
    {
        null => (MergeAction.Start, null),
        { IsActiveCommit: true, Image: var image } when image is null || paths.Relative(image) == manifest.BasePath =>
            (job.Ready ? MergeAction.Pivot : MergeAction.Wait, null),
        _ => (MergeAction.Busy, $"a block job ({job.Kind}) writes to {job.Image}"),
    };
}
