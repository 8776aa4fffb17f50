namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>All files of a destination of which the verification is stored.</summary>
public sealed record VerifiedIndex(IReadOnlyList<VerifiedIndex.Entry> Files)
{
    /// <summary>A file of which the verification is stored.</summary>
    /// <param name="Key">By what its documents are named: of its path.</param>
    /// <param name="Parts">How many documents.</param>
    /// <param name="At">The last run that verified it.</param>
    public sealed record Entry(string Key, int Parts, DateTimeOffset At);
}
