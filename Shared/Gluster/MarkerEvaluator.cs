namespace GlusterDr.Gluster;

/// <summary>Tells a live feed of changes from a dead one: Active is not alive, a marker that arrives is.</summary>
public static class MarkerEvaluator
{
    /// <summary>Whether <c>last_synced</c> of every subvolume has reached the marker.</summary>
    /// <param name="status">What the session's status said.</param>
    /// <param name="volume">The primary volume, for its subvolumes.</param>
    /// <param name="marker">The time that <see cref="VolumeAgent.MarkAsync"/> returned.</param>
    public static MarkerVerdict Evaluate(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker) =>
        throw new NotImplementedException();
}
