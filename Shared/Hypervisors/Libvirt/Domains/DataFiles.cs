using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>
/// Reads external data files of qcow2 images, and the backing chains of VMs that are shut off, with qemu-img. libvirt reports data files
/// from version 10.10 on, and complete chains only for running VMs.
/// </summary>
internal static class DataFiles
{
    /// <summary>Adds the data files and chains to the domains. An image that cannot be read is named in <see cref="DomainDisk.Unread"/>.</summary>
    public static async Task<IReadOnlyList<Domain>> AddAsync(
        LibvirtHost host, IReadOnlyList<Domain> domains, VolumePaths paths, CancellationToken cancellation)
    {
        string[] images = [.. domains.SelectMany(d => DiskRules.Protected(d, paths).Where(disk => !d.Active || MayHaveUnlistedDataFile(disk))).Select(d => d.Active!.Path!)];
        if (images.Length == 0)
        {
            return domains;
        }

        IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?> chains = await host.Images.ChainsAsync(images, cancellation);
        return [.. domains.Select(d => d with { Disks = [.. d.Disks.Select(disk => With(disk, d.Active, chains))] })];
    }

    // Only qcow2 images have data files. If libvirt reports one, qemu-img is not needed.
    private static bool MayHaveUnlistedDataFile(DomainDisk disk) =>
        disk.Chain.Any(i => i.Format is "qcow2" or "") && disk.Chain.All(i => i.DataFile is null);

    private static DomainDisk With(DomainDisk disk, bool active, IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?> chains)
    {
        if (disk.Active?.Path is not { } path || !chains.TryGetValue(path, out IReadOnlyList<ImageInfo>? chain))
        {
            return disk;
        }

        return chain is null
            ? disk with { Unread = path }
            : !active
            ? disk with { Chain = [.. chain.Select(c => Image(c, disk))], ChainComplete = true }
            : disk with { Chain = [.. disk.Chain.Select(i => Of(chain, i) is { } data ? i with { DataFile = new DiskImage("file", data, "raw") } : i)] };
    }

    private static DiskImage Image(ImageInfo info, DomainDisk disk)
    {
        DiskImage? listed = disk.Chain.FirstOrDefault(i => i.Path == info.Path);
        return (listed ?? new DiskImage("file", info.Path, info.Format)) with
        {
            Bytes = info.Bytes,
            DataFile = listed?.DataFile ?? (info.DataFile is { } data ? new DiskImage("file", data, "raw") : null),
        };
    }

    private static string? Of(IReadOnlyList<ImageInfo> chain, DiskImage image) => chain.FirstOrDefault(c => c.Path == image.Path)?.DataFile;
}
