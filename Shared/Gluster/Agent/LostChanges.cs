namespace GlusterDr.Gluster.Agent;

/// <summary>What changed in those changelogs of a brick that no crawl will ever read.</summary>
/// <param name="Path">The brick's directory.</param>
/// <param name="Changelogs">How many there are.</param>
/// <param name="Files">The files that they are about, relative to the volume's root, by where they stand now.</param>
/// <param name="Gone">How many of what they are about is there no more, or has no name that can be told.</param>
/// <param name="Complete">False: they are so many that not all were read.</param>
/// <param name="First">When the first was closed, in seconds since 1970; null: there is none.</param>
/// <param name="Last">When the last was closed.</param>
/// <param name="Problem">Why it could not be looked at; null: it could.</param>
public sealed record LostChanges(
    string Path,
    int Changelogs,
    IReadOnlyList<string> Files,
    int Gone,
    bool Complete,
    long? First = null,
    long? Last = null,
    string? Problem = null)
{
    /// <summary>The brick's node.</summary>
    public string Host { get; init; } = "";
}
