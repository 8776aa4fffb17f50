namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>Asks for the checkpoint that was set.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Destination">The destination.</param>
/// <param name="After">The session's checkpoint before: the new one is later; null: it had none.</param>
public sealed record CheckpointRequest(string RunId, string Destination, DateTimeOffset? After);
