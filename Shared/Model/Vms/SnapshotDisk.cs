using System.Text.Json.Serialization;

namespace GlusterDr.Vms;

/// <summary>One disk in a snapshot's manifest. Paths are relative to the volume's root.</summary>
/// <param name="Target">The disk's name within the VM.</param>
/// <param name="BasePath">The frozen image.</param>
/// <param name="OverlayPath">The file that takes writes; null for an internal snapshot.</param>
/// <param name="BackingPaths">Images below the frozen one, which it needs; nearest first.</param>
public sealed record SnapshotDisk(string Target, string BasePath, string? OverlayPath, IReadOnlyList<string> BackingPaths)
{
    /// <summary>A line of a small file that is to be another.</summary>
    /// <param name="Path">The file, relative to the volume's root.</param>
    /// <param name="Line">The whole line as it is, without its end.</param>
    /// <param name="By">What it shall be; not longer. The file keeps its length, filled up with NUL.</param>
    public sealed record Amendment(string Path, string Line, string By);

    /// <summary>The volume that it is on; null: the policy's own.</summary>
    public string? Volume { get; init; }

    /// <summary>Files that the hypervisor keeps beside the overlay, and that go with it.</summary>
    public IReadOnlyList<string> Companions { get; init; } = [];

    /// <summary>What must be amended beside the frozen image where its overlay is deleted; null: nothing.</summary>
    [JsonPropertyName("leafMark")]
    public Amendment? LeafAmendment { get; init; }
}
