using System.Net;

namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>Parses one entry of <c>findmnt</c>: which Gluster volume is mounted, if any, by FUSE, NFS or SMB.</summary>
internal static class MountSource
{
    private static readonly string[] s_shares = ["nfs", "nfs4", "cifs", "smb3"];

    /// <summary>Parses the mount. If the source does not identify the volume, <see cref="VolumeMount.Uncertainty"/> says why.</summary>
    public static VolumeMount Read(string target, string type, string source, string root) => type switch
    {
        "fuse.glusterfs" or "glusterfs" when source.StartsWith('/') => new VolumeMount(target, null, [], "")
        {
            Uncertainty = $"{target} is mounted by the volfile {source}, which does not say which volume it is",
        },
        "fuse.glusterfs" or "glusterfs" => Gluster(target, source, root),
        _ when Array.IndexOf(s_shares, type) >= 0 => Share(target, type, source),
        _ => new VolumeMount(target, null, [], ""),
    };

    /// <summary>Whether an uncertain mount may be this volume. A share with another name from another server is not.</summary>
    public static bool Concerns(VolumeMount mount, StorageDomain domain) =>
        mount.Volume is null
        || mount.Folder.Split('/').Any(name => name == domain.Volume || name == $"gluster-{domain.Volume}")
        || mount.Servers.Any(s => domain.Site.GlusterHosts.Contains(s, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a server name means the host itself.</summary>
    public static bool IsLoopback(string server) =>
        server.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(server.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    // <server>[,<server>]:[/]<volume>[.<transport>][/<folder>]. For a bind mount the folder is in the root. Volume names contain no dots.
    private static VolumeMount Gluster(string target, string source, string root)
    {
        (string[] servers, string path) = Split(source);
        string[] parts = path.Split('/', 2);
        string folder = string.Join('/', [.. parts.Skip(1), root.Trim('/')]).Trim('/');
        return new VolumeMount(target, parts[0].Split('.')[0], servers, folder);
    }

    // NFS (Ganesha) and SMB export a volume under a name of their own, which usually is the volume's name.
    private static VolumeMount Share(string target, string type, string source)
    {
        string plain = source.StartsWith("//", StringComparison.Ordinal) ? $"{source[2..].Split('/')[0]}:/{string.Join('/', source[2..].Split('/').Skip(1))}" : source;
        (string[] servers, string path) = Split(plain);
        return new VolumeMount(target, "", servers, path)
        {
            Uncertainty = $"{target} is mounted from {source} by {(type.StartsWith("nfs", StringComparison.Ordinal) ? "NFS" : "SMB")}, which does not say which volume it is",
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
