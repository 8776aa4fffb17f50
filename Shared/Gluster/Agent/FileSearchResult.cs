using GlusterDr.Gluster.Content;

namespace GlusterDr.Gluster.Agent;

/// <summary>What a search of a volume found.</summary>
/// <param name="Examined">How many files were looked at.</param>
/// <param name="Matching">How many of them are what was asked for; more than are listed, perhaps.</param>
/// <param name="NotUtf8">How many of them have names that are no UTF-8, and are left out.</param>
/// <param name="Complete">False: the time was up before all were looked at.</param>
public sealed record FileSearchResult(int Examined, int Matching, int NotUtf8, bool Complete)
{
    /// <summary>Those that were asked for, the last changed first.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];
}
