namespace GlusterDr.Gluster.Agent;

/// <summary>Facts about a brick, read on its node.</summary>
/// <param name="Host">The node.</param>
/// <param name="Path">The brick's directory.</param>
/// <param name="FreeBytes">Free bytes of its file system.</param>
/// <param name="ProcessStarted">When its process started, by the node's clock; null: it does not run.</param>
/// <param name="UnlistedChangelogs">
/// Changelog files that are not listed in the index (HTIME). No crawl reads them, so their changes are never replicated.
/// </param>
/// <param name="Problem">Why it could not be read; null: it could.</param>
public sealed record BrickFacts(
    string Host,
    string Path,
    long FreeBytes,
    DateTimeOffset? ProcessStarted,
    IReadOnlyList<string> UnlistedChangelogs,
    string? Problem = null)
{
    /// <summary>The sync time (stime) of each session on this brick, in seconds since 1970, by the UUID of its secondary volume; null: not reported.</summary>
    public IReadOnlyDictionary<string, long>? SyncTimes { get; init; }
}
