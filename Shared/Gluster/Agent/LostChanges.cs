namespace GlusterDr.Gluster.Agent;

/// <summary>The changes in unlisted changelogs of a brick, which no crawl reads.</summary>
/// <param name="Path">The brick's directory.</param>
/// <param name="Changelogs">The number of unlisted changelogs.</param>
/// <param name="Files">The changed files by their present paths, relative to the volume's root.</param>
/// <param name="Gone">The number of changed files that no longer exist, or whose name cannot be determined.</param>
/// <param name="Complete">False: there were too many to read all of them.</param>
/// <param name="First">When the first changelog was closed, in seconds since 1970; null: there is none.</param>
/// <param name="Last">When the last changelog was closed.</param>
/// <param name="Problem">Why it could not be read; null: it could.</param>
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
