namespace GlusterDr.Gluster;

/// <summary>Compares what the two sites hold. A file that was not answered for, or not read, differs.</summary>
public static class ContentComparer
{
    /// <summary>The differences, at most one for each file, in the primary's order; empty: the sites agree.</summary>
    public static IReadOnlyList<ContentDifference> Compare(IReadOnlyList<FileFacts> primary, IReadOnlyList<FileFacts> secondary) =>
        throw new NotImplementedException();
}
