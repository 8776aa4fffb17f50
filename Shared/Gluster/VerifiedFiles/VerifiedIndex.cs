namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>All files of a destination with a stored verification.</summary>
public sealed record VerifiedIndex(IReadOnlyList<VerifiedIndex.Entry> Files)
{
    /// <summary>A file with a stored verification.</summary>
    /// <param name="Key">The key of its documents, derived from its path.</param>
    /// <param name="Parts">The number of documents.</param>
    /// <param name="At">The last run that verified it.</param>
    public sealed record Entry(string Key, int Parts, DateTimeOffset At);
}
