namespace GlusterDr.Gluster.Volumes;

/// <summary>What self-heal has left to do.</summary>
/// <param name="Entries">Entries that wait, over all bricks that answered.</param>
/// <param name="SilentBricks">Bricks that did not answer, as <c>host:path</c>.</param>
public sealed record HealSummary(long Entries, IReadOnlyList<string> SilentBricks);
