using GlusterDr.Errors;
using GlusterDr.Hypervisors.Libvirt.Domains;
using GlusterDr.Hypervisors.Libvirt.Snapshots;
using GlusterDr.Hypervisors.Libvirt.Storage;
using GlusterDr.Hypervisors.Libvirt.Virsh;
using GlusterDr.Ids;

namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>Finds overlay files that are in no VM's chain, in the folders of the images of known disks.</summary>
/// <remarks>
/// Such a file was left by an interrupted attempt, or is the only copy of data of a VM that was removed or redefined since. It is
/// removed only on request.
/// </remarks>
public sealed class LibvirtOrphans(LibvirtSite site, OverlayFiles overlays)
{
    /// <summary>An overlay file that is in no VM's chain.</summary>
    /// <param name="Path">Relative to the volume's root.</param>
    /// <param name="RunId">The run in its name.</param>
    /// <param name="Host">The host on which it was found.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="PathOnHost">Its path on that host.</param>
    public sealed record OrphanFile(string Path, string RunId, string Host, long Bytes, string PathOnHost);

    /// <summary>Finds the files, ordered by their paths on the volume.</summary>
    public async Task<IReadOnlyList<OrphanFile>> FindAsync(StorageDomain domain, CancellationToken cancellation)
    {
        IReadOnlyList<HostImages> hosts = await site.OnAllAsync(domain, (host, stop) => ReadAsync(domain, host, stop), cancellation);
        HashSet<string> used = [.. hosts.SelectMany(h => h.Images)];
        string[] folders = [.. used.Select(FolderOf).Distinct(StringComparer.Ordinal)];
        List<OrphanFile> found = [];
        foreach (IGrouping<string, (string Folder, HostImages Host)> group in folders
            .Select(f => (Folder: f, Host: hosts.FirstOrDefault(h => h.Paths.Mounts.OnHost(f) is not null)!))
            .Where(f => f.Host is not null).GroupBy(f => f.Host.Host.Name))
        {
            HostImages host = group.First().Host;
            IReadOnlyList<(string Path, long Bytes)> files = await host.Host.Files.FindOverlaysAsync(
                [.. group.Select(g => host.Paths.Mounts.OnHost(g.Folder)!)], cancellation);
            found.AddRange(files
                .Select(f => (Path: host.Paths.Relative(f.Path), f.Bytes, OnHost: f.Path))
                .Where(f => f.Path is not null && !used.Contains(f.Path) && RunId.OfOverlay(f.Path) is not null)
                .Select(f => new OrphanFile(f.Path!, RunId.OfOverlay(f.Path!)!, host.Host.Name, f.Bytes, f.OnHost)));
        }

        return [.. found.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>Removes one of them, after verifying again that it is in no chain.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.ChainUnexpected"/>: it is in use, or no longer exists.</exception>
    public async Task RemoveAsync(StorageDomain domain, OrphanFile file, CancellationToken cancellation)
    {
        IReadOnlyList<OrphanFile> now = await FindAsync(domain, cancellation);
        LibvirtHost host = site.Host(domain, file.Host);
        VolumeMounts mounts = await site.Mounts.ReadAsync(host, domain, cancellation);
        if (now.All(f => f.Path != file.Path) || mounts.OnHost(file.Path) is not { } path)
        {
            string message = $"{file.Path} is not an orphan any more: a VM uses it, or it is gone.";
            throw new DrException(new Error(ErrorCodes.ChainUnexpected, ErrorClass.Permanent, message, file.Host));
        }

        await overlays.RemoveAsync(domain, host, [path], everywhere: true, cancellation);
    }

    private async Task<HostImages> ReadAsync(StorageDomain domain, LibvirtHost host, CancellationToken cancellation)
    {
        IReadOnlyList<string> uuids = await host.Virsh.ListAsync(all: true, cancellation);
        List<Domain> domains =
        [
            .. await host.DomainsAsync(uuids, inactive: false, cancellation),
            .. await host.DomainsAsync(uuids, inactive: true, cancellation),
        ];
        DiskImage[] images = [.. domains.SelectMany(d => d.Disks).SelectMany(d => d.Chain)];
        VolumePaths paths = await site.Mounts.PathsAsync(host, domain, images, cancellation);
        HashSet<string> used = [.. images.Select(i => paths.Relative(i)).OfType<string>()];
        HashSet<string> running = [.. domains.Where(d => d.Active).Select(d => d.Uuid)];
        foreach (DomainDisk disk in domains.Where(d => !running.Contains(d.Uuid)).DistinctBy(d => d.Uuid).SelectMany(d => d.Disks)
            .Where(d => !d.ChainComplete && paths.Relative(d.Active) is not null))
        {
            foreach (ImageInfo image in await ChainAsync(host, disk.Active!.Path!, cancellation))
            {
                used.UnionWith(new[] { image.Path, image.BackingPath }.Select(p => paths.Relative(p)).OfType<string>());
            }
        }

        return new HostImages(host, paths, used);
    }

    // A definition can name an image that no longer exists. Such an image has no chain.
    private static async Task<IReadOnlyList<ImageInfo>> ChainAsync(LibvirtHost host, string path, CancellationToken cancellation)
    {
        try
        {
            return await host.Images.ChainAsync(path, cancellation);
        }
        catch (DrException e) when (e.Error.Message.Contains("No such file", StringComparison.Ordinal))
        {
            return [];
        }
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is int at and > 0 ? path[..at] : "";

    private sealed record HostImages(LibvirtHost Host, VolumePaths Paths, HashSet<string> Images);
}
