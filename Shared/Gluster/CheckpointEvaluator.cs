namespace GlusterDr.Gluster;

/// <summary>Judges whether a checkpoint is complete. Never vacuously: what is not seen to be complete is not.</summary>
public static class CheckpointEvaluator
{
    /// <summary>The judgement on one status.</summary>
    /// <param name="status">What the session's status said.</param>
    /// <param name="volume">The primary volume, for its subvolumes.</param>
    /// <param name="session">The session that is meant.</param>
    /// <param name="checkpoint">The time that was read back when the checkpoint was set.</param>
    public static CheckpointVerdict Evaluate(
        GeoRepStatus status, GlusterVolume volume, GeoRepSession session, DateTimeOffset checkpoint) =>
        throw new NotImplementedException();
}
