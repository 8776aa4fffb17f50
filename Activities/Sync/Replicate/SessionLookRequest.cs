namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>What to look for in a session's status.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Checkpoint">The checkpoint that must be reached.</param>
/// <param name="Marker">The time of the marker that a live feed must pass.</param>
/// <param name="ToldBy">What made us look: an event or a poll.</param>
public sealed record SessionLookRequest(
    string RunId, string Destination, DateTimeOffset Checkpoint, DateTimeOffset Marker, string ToldBy);
