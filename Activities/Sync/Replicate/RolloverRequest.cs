namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>A wait for the primary's changelogs.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Destination">The destination whose session is to be started.</param>
/// <param name="Bound">How long at most.</param>
public sealed record RolloverRequest(string RunId, string Destination, TimeSpan Bound);
