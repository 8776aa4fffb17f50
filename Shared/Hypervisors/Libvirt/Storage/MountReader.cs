using System.Collections.Concurrent;
using GlusterDr.Hypervisors.Libvirt.Domains;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Reads the mounts of hosts, and caches them briefly, because a run needs them for every VM.</summary>
public sealed class MountReader(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Text)> _cache = new(StringComparer.Ordinal);

    /// <summary>Reads the mounts of a host, with those of the volume identified.</summary>
    public async Task<VolumeMounts> ReadAsync(LibvirtHost host, StorageDomain domain, CancellationToken cancellation)
    {
        string key = $"{domain.Site.Name}/{host.Name}";
        if (!_cache.TryGetValue(key, out (DateTimeOffset At, string Text) cached) || time.GetUtcNow() - cached.At > Lifetime)
        {
            cached = (time.GetUtcNow(), await host.Files.MountsAsync(cancellation));
            _cache[key] = cached;
        }

        return VolumeMounts.Read(cached.Text, domain, host.Name);
    }

    /// <summary>Decides which images are on the volume. Symbolic links are resolved for images outside its mounts.</summary>
    public async Task<VolumePaths> PathsAsync(
        LibvirtHost host, StorageDomain domain, IEnumerable<DiskImage> images, CancellationToken cancellation)
    {
        VolumeMounts mounts = await ReadAsync(host, domain, cancellation);
        string[] elsewhere = mounts.OfVolume.Count == 0 && !mounts.HasUncertain
            ? []
            : [.. images.Where(i => i.Type == "file" && i.Path is not null && mounts.Relative(i.Path) is null && mounts.WhyUncertain(i.Path) is null).Select(i => i.Path!)];
        return new VolumePaths(mounts, await host.Files.ResolveAsync(elsewhere, cancellation));
    }
}
