namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>An image, as reported by <c>qemu-img info</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">qcow2, raw...</param>
/// <param name="BackingPath">The image below it; null: none.</param>
/// <param name="Bytes">The allocated bytes.</param>
/// <param name="Snapshots">The names of its internal snapshots.</param>
public sealed record ImageInfo(string Path, string Format, string? BackingPath, long Bytes, IReadOnlyList<string> Snapshots)
{
    /// <summary>The external data file; null: none.</summary>
    public string? DataFile { get; init; }
}
