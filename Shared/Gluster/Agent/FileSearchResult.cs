using GlusterDr.Gluster.Content;

namespace GlusterDr.Gluster.Agent;

/// <summary>The result of a search for changed files on a volume.</summary>
/// <param name="Examined">The number of files examined.</param>
/// <param name="Matching">The number of files that match. It can be larger than the list.</param>
/// <param name="NotUtf8">The number of files that were skipped because their names are not UTF-8.</param>
/// <param name="Complete">False: the time limit was reached before all files were examined.</param>
public sealed record FileSearchResult(int Examined, int Matching, int NotUtf8, bool Complete)
{
    /// <summary>The matching files, newest change first.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];
}
