namespace GlusterDr.Hypervisors;

/// <summary>One disk in a snapshot's manifest. Paths are relative to the volume's root.</summary>
/// <param name="Target">The disk's name within the VM.</param>
/// <param name="BasePath">The frozen image.</param>
/// <param name="OverlayPath">The file that takes writes; null for an internal snapshot.</param>
/// <param name="BackingPaths">Images below the frozen one, which it needs; nearest first.</param>
public sealed record SnapshotDisk(string Target, string BasePath, string? OverlayPath, IReadOnlyList<string> BackingPaths);
