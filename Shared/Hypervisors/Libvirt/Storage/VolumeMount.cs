namespace GlusterDr.Hypervisors.Libvirt.Storage;

/// <summary>A place on a host where something is mounted.</summary>
/// <param name="Target">The mount point.</param>
/// <param name="Volume">The Gluster volume; null: something else.</param>
/// <param name="Servers">The servers that the volume is mounted from.</param>
/// <param name="Folder">The folder of the volume that it shows, without slashes at its ends; empty: all of it.</param>
public sealed record VolumeMount(string Target, string? Volume, IReadOnlyList<string> Servers, string Folder)
{
    /// <summary>Why it cannot be told whether the volume in question is what is mounted; null: it can.</summary>
    public string? Doubt { get; init; }
}
