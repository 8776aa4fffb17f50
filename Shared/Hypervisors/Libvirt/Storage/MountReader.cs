using System.Collections.Concurrent;
using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Reads what hosts have mounted, and keeps it for a moment: a run asks for the same thing for every VM.</summary>
public sealed class MountReader(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Text)> _seen = new(StringComparer.Ordinal);

    /// <summary>The mounts of a host, with those of the volume told from others.</summary>
    public async Task<VolumeMounts> ReadAsync(LibvirtHost host, StorageDomain domain, CancellationToken cancellation)
    {
        string key = $"{domain.Site.Name}/{host.Name}";
        if (!_seen.TryGetValue(key, out (DateTimeOffset At, string Text) seen) || time.GetUtcNow() - seen.At > Kept)
        {
            seen = (time.GetUtcNow(), await host.Files.MountsAsync(cancellation));
            _seen[key] = seen;
        }

        return VolumeMounts.Read(seen.Text, domain, host.Name);
    }

    /// <summary>Which of the images are on the volume; follows links for those that do not seem to be.</summary>
    public async Task<VolumePaths> PathsAsync(
        LibvirtHost host, StorageDomain domain, IEnumerable<DiskImage> images, CancellationToken cancellation)
    {
        VolumeMounts mounts = await ReadAsync(host, domain, cancellation);
        string[] elsewhere = mounts.OfVolume.Count == 0 && !mounts.HasDoubts
            ? []
            : [.. images.Where(i => i.Type == "file" && i.Path is not null && mounts.Relative(i.Path) is null && mounts.Doubt(i.Path) is null).Select(i => i.Path!)];
        return new VolumePaths(mounts, await host.Files.ResolveAsync(elsewhere, cancellation));
    }
}
