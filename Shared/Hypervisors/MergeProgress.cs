namespace GlusterDr.Hypervisors;

/// <summary>The progress of a merge.</summary>
/// <param name="Done">True: chains are verified to be back on their base images, and the overlays are deleted.</param>
/// <param name="Percent">0 to 100, over all disks of the VM.</param>
/// <param name="Note">A note for the report; null: none.</param>
public sealed record MergeProgress(bool Done, double Percent, string? Note = null)
{
    /// <summary>
    /// Overlays, relative to the volume's root, that somebody else removed from their chains before. It is not known whether they were
    /// merged or reverted. Their files are kept, because they may be the only copy of what the VM wrote.
    /// </summary>
    public IReadOnlyList<string> OverlaysLeft { get; init; } = [];
}
