namespace GlusterDr.Hypervisors.Libvirt.Virsh;

/// <summary>What <c>qemu-img info</c> says of an image.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">qcow2, raw...</param>
/// <param name="BackingPath">The image below it; null: none.</param>
/// <param name="Bytes">What it occupies.</param>
/// <param name="Snapshots">Names of the snapshots inside it.</param>
public sealed record ImageInfo(string Path, string Format, string? BackingPath, long Bytes, IReadOnlyList<string> Snapshots)
{
    /// <summary>The file that holds its content; null: it holds its own.</summary>
    public string? DataFile { get; init; }
}
