using System.Net;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Reads what <c>findmnt</c> says of one mount: which Gluster volume it shows, if any, by whichever way.</summary>
internal static class MountSource
{
    private static readonly string[] s_shares = ["nfs", "nfs4", "cifs", "smb3"];

    /// <summary>The mount. A volume is named where the source says it; where it only may be one, the doubt says so.</summary>
    public static VolumeMount Read(string target, string type, string source, string root) => type switch
    {
        "fuse.glusterfs" or "glusterfs" when source.StartsWith('/') => new VolumeMount(target, null, [], "")
        {
            Doubt = $"{target} is mounted by the volfile {source}, which does not say which volume it is",
        },
        "fuse.glusterfs" or "glusterfs" => Gluster(target, source, root),
        _ when Array.IndexOf(s_shares, type) >= 0 => Share(target, type, source),
        _ => new VolumeMount(target, null, [], ""),
    };

    /// <summary>Whether a doubtful mount may be this volume: shares of other servers, with other names, are not.</summary>
    public static bool Concerns(VolumeMount mount, StorageDomain domain) =>
        mount.Volume is null
        || mount.Folder.Split('/').Any(name => name == domain.Volume || name == $"gluster-{domain.Volume}")
        || mount.Servers.Any(s => domain.Site.GlusterHosts.Contains(s, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a server's name is the host's for itself.</summary>
    public static bool IsLoopback(string server) =>
        server.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(server.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    // <server>[,<server>]:[/]<volume>[.<transport>][/<folder>]; a bind mount of a folder has that in its root. Names of volumes hold no dots.
    private static VolumeMount Gluster(string target, string source, string root)
    {
        (string[] servers, string path) = Split(source);
        string[] parts = path.Split('/', 2);
        string folder = string.Join('/', [.. parts.Skip(1), root.Trim('/')]).Trim('/');
        return new VolumeMount(target, parts[0].Split('.')[0], servers, folder);
    }

    // NFS (Ganesha) and SMB show a volume under a name of their own, mostly that of the volume.
    private static VolumeMount Share(string target, string type, string source)
    {
        string plain = source.StartsWith("//", StringComparison.Ordinal) ? $"{source[2..].Split('/')[0]}:/{string.Join('/', source[2..].Split('/').Skip(1))}" : source;
        (string[] servers, string path) = Split(plain);
        return new VolumeMount(target, "", servers, path)
        {
            Doubt = $"{target} is mounted from {source} by {(type.StartsWith("nfs", StringComparison.Ordinal) ? "NFS" : "SMB")}, which does not say which volume it is",
        };
    }

    private static (string[] Servers, string Path) Split(string source)
    {
        int colon = source.LastIndexOf(":/", StringComparison.Ordinal) is int at and >= 0 ? at : source.LastIndexOf(':');
        return (
            source[..Math.Max(colon, 0)].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            source[(colon + 1)..].Trim('/'));
    }
}
