namespace GlusterDr.Gluster.Agent;

/// <summary>What a brick's own host says of it.</summary>
/// <param name="Host">The node.</param>
/// <param name="Path">The brick's directory.</param>
/// <param name="FreeBytes">Room on its file system.</param>
/// <param name="ProcessStarted">When its process started, by the node's clock; null: none runs.</param>
/// <param name="UnlistedChangelogs">
/// Changelog files that the index (HTIME) does not list: no crawl will ever read them, so the changes in them never travel.
/// </param>
/// <param name="Problem">Why it could not be looked at; null: it could.</param>
public sealed record BrickFacts(
    string Host,
    string Path,
    long FreeBytes,
    DateTimeOffset? ProcessStarted,
    IReadOnlyList<string> UnlistedChangelogs,
    string? Problem = null)
{
    /// <summary>How far each session came by this brick, in seconds since 1970, by the UUID of its secondary volume; null: not told.</summary>
    public IReadOnlyDictionary<string, long>? SyncTimes { get; init; }
}
