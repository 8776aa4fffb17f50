namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>How a session is to be set going.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Resume">It is paused, and goes on from there.</param>
/// <param name="StopFirst">It is paused, but must be started anew.</param>
public sealed record SessionStart(string RunId, string Destination, bool Resume, bool StopFirst);
