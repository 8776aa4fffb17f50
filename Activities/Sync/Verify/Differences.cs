using GlusterDr.Gluster.Content;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>The files of a destination that differ from the primary's, kept between two steps.</summary>
public sealed record Differences(IReadOnlyList<ContentComparer.Difference> Files)
{
    /// <summary>The key that they are kept under.</summary>
    public static string Key(string destination) => $"differences:{destination}";
}
