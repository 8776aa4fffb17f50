namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>
/// Adds to qcow2 images the external file that holds their content. libvirt shows it from version 10.10 on; before that only the image
/// itself says so.
/// </summary>
internal static class DataFiles
{
    /// <summary>The domains with the data files of their images on the volume; an image that cannot be read is named in its disk.</summary>
    public static async Task<IReadOnlyList<Domain>> AddAsync(
        LibvirtHost host, IReadOnlyList<Domain> domains, VolumePaths paths, CancellationToken cancellation)
    {
        string[] asked = [.. domains.SelectMany(d => DiskRules.Protected(d, paths)).Where(IsUntold).Select(d => d.Active!.Path!)];
        if (asked.Length == 0)
        {
            return domains;
        }

        IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?> chains = await host.Images.ChainsAsync(asked, cancellation);
        return [.. domains.Select(d => d with { Disks = [.. d.Disks.Select(disk => With(disk, chains))] })];
    }

    // Only qcow2 images have one, and what libvirt has told need not be asked.
    private static bool IsUntold(DomainDisk disk) =>
        disk.Chain.Any(i => i.Format is "qcow2" or "") && disk.Chain.All(i => i.DataFile is null);

    private static DomainDisk With(DomainDisk disk, IReadOnlyDictionary<string, IReadOnlyList<ImageInfo>?> chains)
    {
        if (disk.Active?.Path is not { } path || !chains.TryGetValue(path, out IReadOnlyList<ImageInfo>? chain))
        {
            return disk;
        }

        return chain is null
            ? disk with { Unread = path }
            : disk with { Chain = [.. disk.Chain.Select(i => Of(chain, i) is { } data ? i with { DataFile = new DiskImage("file", data, "raw") } : i)] };
    }

    private static string? Of(IReadOnlyList<ImageInfo> chain, DiskImage image) => chain.FirstOrDefault(c => c.Path == image.Path)?.DataFile;
}
