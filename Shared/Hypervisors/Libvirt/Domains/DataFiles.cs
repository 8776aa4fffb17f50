using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>
/// Adds to qcow2 images the external file that holds their content, and to disks of VMs that are shut off the images below: libvirt shows
/// data files from version 10.10 on, and chains of running VMs alone; before that, and of others, only the images themselves say so.
/// </summary>
internal static class DataFiles
{
    /// <summary>The domains with the data files of their images on the volume; an image that cannot be read is named in its disk.</summary>
    public static async Task<IReadOnlyList<Domain>> AddAsync(
        LibvirtHost host, IReadOnlyList<Domain> domains, VolumePaths paths, CancellationToken cancellation)
    {
        string[] asked = [.. domains.SelectMany(d => DiskRules.Protected(d, paths).Where(disk => !d.Active || IsUntold(disk))).Select(d => d.Active!.Path!)];
        if (asked.Length == 0)
        {
            return domains;
        }

        IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?> chains = await host.Images.ChainsAsync(asked, cancellation);
        return [.. domains.Select(d => d with { Disks = [.. d.Disks.Select(disk => With(disk, d.Active, chains))] })];
    }

    // Only qcow2 images have one, and what libvirt has told need not be asked.
    private static bool IsUntold(DomainDisk disk) =>
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
        DiskImage? told = disk.Chain.FirstOrDefault(i => i.Path == info.Path);
        return (told ?? new DiskImage("file", info.Path, info.Format)) with
        {
            Bytes = info.Bytes,
            DataFile = told?.DataFile ?? (info.DataFile is { } data ? new DiskImage("file", data, "raw") : null),
        };
    }

    private static string? Of(IReadOnlyList<ImageInfo> chain, DiskImage image) => chain.FirstOrDefault(c => c.Path == image.Path)?.DataFile;
}
