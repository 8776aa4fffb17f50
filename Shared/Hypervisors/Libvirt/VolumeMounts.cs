using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>What is mounted on a host; tells a host's paths from paths within a Gluster volume.</summary>
public sealed class VolumeMounts
{
    private const string GlusterType = "fuse.glusterfs";
    private readonly List<VolumeMount> _mounts;

    private VolumeMounts(List<VolumeMount> mounts) => _mounts = mounts;

    /// <summary>Mounts of the volume, in the order they were made.</summary>
    public IReadOnlyList<VolumeMount> OfVolume => [.. _mounts.Where(m => m.Volume is not null)];

    /// <summary>Where the whole volume is mounted; null: nowhere on this host.</summary>
    public string? Root => _mounts.FindLast(m => m.Volume is not null && m.Folder.Length == 0)?.Target;

    /// <summary>Reads <c>findmnt -J -l</c>.</summary>
    /// <remarks>
    /// A volume of the same name may come from another pool: where a host mounts it from one of the site's own Gluster
    /// hosts, mounts from others do not count. Where it does not, the servers may be aliases, and all of them count.
    /// </remarks>
    /// <exception cref="DrException"><see cref="ErrorCodes.OutputUnreadable"/>.</exception>
    public static VolumeMounts Read(string findmnt, StorageDomain domain, string host)
    {
        List<VolumeMount> all = Parse(findmnt, host);
        bool listed = all.Any(m => m.Volume == domain.Volume && IsListed(m, domain.Site));
        return new VolumeMounts([.. all.Select(m => Counts(m) ? m : m with { Volume = null })]);

        bool Counts(VolumeMount mount) => mount.Volume == domain.Volume && (!listed || IsListed(mount, domain.Site));
    }

    /// <summary>A host's path as a path within the volume; null: it is not on the volume.</summary>
    public string? Relative(string hostPath)
    {
        VolumeMount? best = null;
        foreach (VolumeMount mount in _mounts)
        {
            if (IsBelow(hostPath, mount.Target) && (best is null || mount.Target.Length >= best.Target.Length))
            {
                best = mount;
            }
        }

        if (best?.Volume is null)
        {
            return null;
        }

        string rest = hostPath[best.Target.Length..].Trim('/');
        return best.Folder.Length == 0 ? rest : $"{best.Folder}/{rest}";
    }

    /// <summary>A path within the volume as this host's path; null: no mount shows it.</summary>
    public string? OnHost(string relative)
    {
        VolumeMount? mount = _mounts.FindLast(m => m.Volume is not null
            && (m.Folder.Length == 0 || relative == m.Folder || relative.StartsWith(m.Folder + "/", StringComparison.Ordinal)));
        return mount is null ? null : $"{mount.Target.TrimEnd('/')}/{relative[mount.Folder.Length..].TrimStart('/')}".TrimEnd('/');
    }

    private static bool IsBelow(string path, string folder) =>
        folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length && path[folder.Length] == '/');

    private static bool IsListed(VolumeMount mount, Site site) =>
        mount.Servers.Any(s => site.GlusterHosts.Contains(s, StringComparer.OrdinalIgnoreCase));

    private static List<VolumeMount> Parse(string findmnt, string host)
    {
        if (string.IsNullOrWhiteSpace(findmnt))
        {
            return [];
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(findmnt);
            return [.. json.RootElement.GetProperty("filesystems").EnumerateArray().Select(Mount)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DrException(
                new Error(ErrorCodes.OutputUnreadable, ErrorClass.Permanent, $"findmnt printed what is no list of mounts: {e.Message}", host), e);
        }
    }

    private static VolumeMount Mount(JsonElement entry)
    {
        string target = Text("target");
        if (Text("fstype") != GlusterType)
        {
            return new VolumeMount(target, null, [], "");
        }

        // <server>[,<server>]:[/]<volume>[/<folder>]; a bind mount of a folder has that in its root.
        string source = Text("source");
        int colon = source.LastIndexOf(":/", StringComparison.Ordinal) is int at and >= 0 ? at : source.LastIndexOf(':');
        string[] parts = source[(colon + 1)..].Trim('/').Split('/', 2);
        string folder = string.Join('/', [.. parts.Skip(1), Text("fsroot").Trim('/')]).Trim('/');
        string[] servers = source[..Math.Max(colon, 0)].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new VolumeMount(target, parts[0], servers, folder);

        string Text(string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
    }
}
