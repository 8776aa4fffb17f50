namespace GlusterDr.Gluster.Agent;

/// <summary>What became of a file that was to be deleted.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Deleted">It was there, and is no more.</param>
/// <param name="Problem">Why it is still there; null: it is not.</param>
public sealed record DeleteOutcome(string Path, bool Deleted, string? Problem = null)
{
    /// <summary>Whether the path is free now, deleted by us or before.</summary>
    public bool Gone => Problem is null;
}
