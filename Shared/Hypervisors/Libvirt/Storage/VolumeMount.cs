namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>A mount on a host.</summary>
/// <param name="Target">The mount point.</param>
/// <param name="Volume">The Gluster volume; null: not a Gluster volume, or uncertain.</param>
/// <param name="Servers">The servers that the volume is mounted from.</param>
/// <param name="Folder">The folder of the volume that is mounted, without leading and trailing slash; empty: the whole volume.</param>
public sealed record VolumeMount(string Target, string? Volume, IReadOnlyList<string> Servers, string Folder)
{
    /// <summary>Why it is uncertain whether this is a mount of the volume; null: it is certain.</summary>
    public string? Uncertainty { get; init; }
}
