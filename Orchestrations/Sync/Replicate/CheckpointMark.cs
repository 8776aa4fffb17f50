namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>What a session must reach.</summary>
/// <param name="Checkpoint">The checkpoint, as Gluster understood it.</param>
/// <param name="Marker">The second of the marker, by the clock of a primary node: later than the checkpoint.</param>
internal sealed record CheckpointMark(DateTimeOffset Checkpoint, DateTimeOffset Marker);
