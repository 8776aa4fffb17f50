namespace GlusterDr.Hypervisors;

/// <summary>How far a merge is.</summary>
/// <param name="Done">True: chains are verified to be back on their base images, and the overlays are deleted.</param>
/// <param name="Percent">0 to 100, over all disks of the VM.</param>
/// <param name="Note">What is worth telling; null: nothing.</param>
public sealed record MergeProgress(bool Done, double Percent, string? Note = null)
{
    /// <summary>
    /// Overlays, relative to the volume's root, that somebody else had taken out of their chains before: merged or reverted, which cannot be
    /// told. Their files are left, for they may be the only copy of what the VM wrote.
    /// </summary>
    public IReadOnlyList<string> OverlaysLeft { get; init; } = [];
}
