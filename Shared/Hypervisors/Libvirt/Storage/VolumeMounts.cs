using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>The mounts of a host. Converts between paths on the host and paths within the volume.</summary>
public sealed class VolumeMounts
{
    private readonly List<VolumeMount> _mounts;

    private VolumeMounts(List<VolumeMount> mounts) => _mounts = mounts;

    /// <summary>Mounts of the volume, in the order of mounting.</summary>
    public IReadOnlyList<VolumeMount> OfVolume => [.. _mounts.Where(m => m.Volume is not null)];

    /// <summary>The mount point of the whole volume; null: not mounted on this host.</summary>
    public string? Root => _mounts.FindLast(m => m.Volume is not null && m.Folder.Length == 0)?.Target;

    /// <summary>Parses the output of <c>findmnt -J -l</c>.</summary>
    /// <remarks>
    /// A volume of another pool may have the same name. If a host mounts the volume from one of the site's own Gluster hosts, mounts from
    /// other servers are uncertain. Otherwise the servers may be aliases, and all mounts of that name count.
    /// </remarks>
    /// <exception cref="DrException"><see cref="ErrorCodes.OutputUnreadable"/>.</exception>
    public static VolumeMounts Read(string findmnt, StorageDomain domain, string host)
    {
        List<VolumeMount> all = Parse(findmnt, host);
        bool listed = all.Any(m => m.Volume == domain.Volume && IsListed(m, domain.Site, host));
        return new VolumeMounts([.. all.Select(Evaluate)]);

        VolumeMount Evaluate(VolumeMount mount) => mount switch
        {
            { Uncertainty: not null } => MountSource.Concerns(mount, domain) ? mount with { Volume = null } : mount with { Volume = null, Uncertainty = null },
            { Volume: { } volume } when volume != domain.Volume => mount with { Volume = null },
            { Volume: not null } when listed && !IsListed(mount, domain.Site, host) => mount with
            {
                Volume = null,
                Uncertainty = $"{mount.Target} is mounted from {string.Join(",", mount.Servers)}:/{mount.Volume}, and none of these names is in site.gluster",
            },
            _ => mount,
        };
    }

    /// <summary>Whether it is uncertain for any mount if it is a mount of the volume.</summary>
    public bool HasUncertain => _mounts.Exists(m => m.Uncertainty is not null);

    /// <summary>Why it is uncertain whether a path of the host is on the volume; null: it is certain.</summary>
    public string? WhyUncertain(string hostPath) => Innermost(hostPath)?.Uncertainty;

    /// <summary>Converts a path of the host to a path within the volume; null: it is not on the volume.</summary>
    public string? Relative(string hostPath)
    {
        VolumeMount? best = Innermost(hostPath);
        if (best?.Volume is null)
        {
            return null;
        }

        string rest = hostPath[best.Target.Length..].Trim('/');
        return best.Folder.Length == 0 ? rest : $"{best.Folder}/{rest}";
    }

    /// <summary>Converts a path within the volume to a path of the host; null: it is in no mount.</summary>
    public string? OnHost(string relative)
    {
        VolumeMount? mount = _mounts.FindLast(m => m.Volume is not null
            && (m.Folder.Length == 0 || relative == m.Folder || relative.StartsWith(m.Folder + "/", StringComparison.Ordinal)));
        return mount is null ? null : $"{mount.Target.TrimEnd('/')}/{relative[mount.Folder.Length..].TrimStart('/')}".TrimEnd('/');
    }

    private VolumeMount? Innermost(string hostPath)
    {
        VolumeMount? best = null;
        foreach (VolumeMount mount in _mounts)
        {
            if (IsBelow(hostPath, mount.Target) && (best is null || mount.Target.Length >= best.Target.Length))
            {
                best = mount;
            }
        }

        return best;
    }

    private static bool IsBelow(string path, string folder) =>
        folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length && path[folder.Length] == '/');

    // A host that mounts from localhost is a node of the pool itself.
    private static bool IsListed(VolumeMount mount, Site site, string host) =>
        mount.Servers.Select(s => MountSource.IsLoopback(s) ? host : s).Any(s => site.GlusterHosts.Contains(s, StringComparer.OrdinalIgnoreCase));

    private static List<VolumeMount> Parse(string findmnt, string host)
    {
        if (string.IsNullOrWhiteSpace(findmnt))
        {
            return [];
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(findmnt[Math.Max(0, findmnt.IndexOf('{', StringComparison.Ordinal))..]);
            return [.. json.RootElement.GetProperty("filesystems").EnumerateArray().Select(Mount)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DrException(
                new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"findmnt did not print a list of mounts: {e.Message}", host), e);
        }
    }

    private static VolumeMount Mount(JsonElement entry) =>
        MountSource.Read(Text(entry, "target"), Text(entry, "fstype"), Text(entry, "source"), Text(entry, "fsroot"));

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
