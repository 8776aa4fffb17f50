using GlusterDr.Gluster.Content;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>The files of a destination that differ from the primary's, stored for the next step.</summary>
public sealed record Differences(IReadOnlyList<ContentComparer.Difference> Files)
{
    /// <summary>The key under which they are stored.</summary>
    public static string Key(string destination) => $"differences:{destination}";
}
