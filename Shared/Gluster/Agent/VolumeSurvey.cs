using GlusterDr.Gluster.Content;

namespace GlusterDr.Gluster.Agent;

/// <summary>What a search of a volume found.</summary>
/// <param name="Seen">How many files were looked at.</param>
/// <param name="Found">How many of them are what was asked for; more than are listed, perhaps.</param>
/// <param name="Odd">How many of them have names that are no UTF-8, and are left out.</param>
/// <param name="Finished">False: the time was up before all were looked at.</param>
public sealed record VolumeSurvey(int Seen, int Found, int Odd, bool Finished)
{
    /// <summary>Those that were asked for, the last changed first.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];
}
