using System.Text.Json.Serialization;

namespace GlusterDr.Vms;

/// <summary>One disk in a snapshot's manifest. Paths are relative to the volume's root.</summary>
/// <param name="Target">The disk's name within the VM.</param>
/// <param name="BasePath">The image that does not change while the snapshot exists.</param>
/// <param name="OverlayPath">The file that takes writes; null for an internal snapshot.</param>
/// <param name="BackingPaths">The backing images of the base image, nearest first.</param>
public sealed record SnapshotDisk(string Target, string BasePath, string? OverlayPath, IReadOnlyList<string> BackingPaths)
{
    /// <summary>A line to replace in a small file.</summary>
    /// <param name="Path">The file, relative to the volume's root.</param>
    /// <param name="Line">The whole current line, without its line break.</param>
    /// <param name="By">The new line, which must not be longer. The file keeps its length, padded with NUL.</param>
    public sealed record Amendment(string Path, string Line, string By);

    /// <summary>The volume that it is on; null: the policy's own.</summary>
    public string? Volume { get; init; }

    /// <summary>Files that the hypervisor stores next to the overlay, and that are deleted with it.</summary>
    public IReadOnlyList<string> Companions { get; init; } = [];

    /// <summary>The amendment to a file next to the base image that is needed when the overlay is deleted; null: none.</summary>
    [JsonPropertyName("leafMark")]
    public Amendment? LeafAmendment { get; init; }
}
