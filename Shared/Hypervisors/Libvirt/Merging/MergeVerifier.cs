using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Vms;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Verifies that overlays are in no chain, and then removes their files.</summary>
public sealed class MergeVerifier(LibvirtSite site, OverlayFiles overlays)
{
    /// <summary>Creates the subject of a merge, with the paths on its host resolved.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.VolumeNotMounted"/>.</exception>
    public async Task<MergeSubject> SubjectAsync(
        StorageDomain domain, LocatedDomain located, VmSnapshot snapshot, CancellationToken cancellation)
    {
        // Only images with the names in the manifest are resolved: the VM's other disks cost nothing.
        HashSet<string?> names =
            [.. snapshot.Disks.SelectMany(d => new[] { d.BasePath, d.OverlayPath }).Select(Path.GetFileName)];
        IEnumerable<DiskImage> images = new[] { located.State.Live, located.State.Defined }
            .SelectMany(d => d.Disks).SelectMany(d => d.Chain).Where(i => names.Contains(Path.GetFileName(i.Path)));
        VolumePaths paths = await site.Mounts.PathsAsync(located.Host, domain, images, cancellation);
        return paths.Mounts.OfVolume.Count > 0
            ? new MergeSubject(domain, located, paths, snapshot)
            : throw new DrException(new Error(
                ErrorCodes.VolumeNotMounted,
                ErrorClass.Transient,
                $"The volume {domain.Volume} is not mounted.",
                located.Host.Name,
                Advice: "Mount it again (`findmnt -t fuse.glusterfs`)."));
    }

    /// <summary>Completes a merge whose overlays are no longer in the live chains.</summary>
    /// <exception cref="DrException">
    /// <see cref="ErrorCodes.ChainUnexpected"/>: something still refers to an overlay; no file was removed.
    /// </exception>
    /// <param name="subject">The VM.</param>
    /// <param name="kept">Overlays that somebody else removed from their chains: their files are kept.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task FinishAsync(MergeSubject subject, IReadOnlyCollection<string> kept, CancellationToken cancellation)
    {
        await PointDefinitionAtBaseAsync(subject, cancellation);
        foreach (LocatedDomain other in subject.Located.Others)
        {
            MergeSubject there = await SubjectAsync(subject.Domain, other, subject.Snapshot, cancellation);
            await PointDefinitionAtBaseAsync(there, cancellation);
        }

        await Task.WhenAll(subject.Snapshot.Disks.Select(d => VerifyAsync(subject, d, cancellation)));
        string[] files = [.. subject.Snapshot.Disks
            .Select(d => d.OverlayPath).OfType<string>().Except(kept).Select(subject.Paths.Mounts.OnHost).OfType<string>()];
        await overlays.RemoveAsync(subject.Domain, subject.Host, files, everywhere: !subject.Live.Active, cancellation);
    }

    // libvirt updates the definition at a pivot. If it has not, the next start of the VM would look for a removed file.
    private static async Task PointDefinitionAtBaseAsync(MergeSubject subject, CancellationToken cancellation)
    {
        SnapshotDisk[] behind = [.. subject.Snapshot.Disks.Where(d => subject.Mentions(subject.Defined, d.OverlayPath))];
        foreach (SnapshotDisk disk in behind)
        {
            await DiskDefinition.PointAtBaseAsync(subject, disk, cancellation);
        }

        if (behind.Length > 0
            && await subject.Host.ReadDomainAsync(subject.Snapshot.VmId, cancellation) is { } now
            && Array.Find(behind, d => subject.Mentions(now.Defined, d.OverlayPath)) is { } still)
        {
            throw subject.Unexpected(still, "the VM's definition still names the overlay");
        }
    }

    private static async Task VerifyAsync(MergeSubject subject, SnapshotDisk disk, CancellationToken cancellation)
    {
        string? active = MergePlan.Find(disk, subject.Live, subject.Paths)?.Active?.Path;
        IReadOnlyList<ImageInfo> chain = active is null ? [] : await subject.Host.Images.ChainAsync(active, cancellation);
        string?[] files = [.. chain.SelectMany(i => new[] { i.Path, i.BackingPath }).Select(p => subject.Paths.Relative(p))];
        if (!files.Contains(disk.BasePath) || files.Contains(disk.OverlayPath))
        {
            string found = string.Join(" over ", chain.Select(i => i.Path));
            throw subject.Unexpected(disk, $"libvirt reports a completed merge, but the chain is {found}");
        }
    }
}
