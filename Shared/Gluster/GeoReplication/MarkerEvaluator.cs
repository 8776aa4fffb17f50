using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>Tells a live feed of changes from a dead one: Active is not alive, a marker that arrives is.</summary>
public static class MarkerEvaluator
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether every subvolume's feed has brought the marker. A changelog that closes in the marker's own second holds it and counts as
    /// synced up to the second before (gsyncd's master.py); on an idle volume no later one comes. Unlike <see cref="Evaluate"/>, this
    /// does not prove that all that was written before has arrived.
    /// </summary>
    public static MarkerVerdict EvaluateFeed(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker) =>
        Evaluate(status, volume, marker - s_second);

    /// <summary>Whether <c>last_synced</c> of every subvolume has reached the marker.</summary>
    /// <param name="status">What the session's status said.</param>
    /// <param name="volume">The primary volume, for its subvolumes.</param>
    /// <param name="marker">The time that <see cref="VolumeAgent.MarkAsync"/> returned.</param>
    public static MarkerVerdict Evaluate(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker)
    {
        WorkerMap map = new(status, volume);
        List<string> behind = [.. map.Problems];
        foreach (SubvolumeWorkers subvolume in map.Subvolumes)
        {
            if (subvolume.Active.Count == 0)
            {
                behind.Add($"{subvolume.Name} has no Active worker");
            }

            behind.AddRange(subvolume.Active.Where(w => !(w.LastSynced >= marker)).Select(w =>
                $"{subvolume.Name}, {w.Node}:{w.Brick}: synced until {w.LastSynced?.ToString("u") ?? "(unknown)"}, "
                + $"the marker is of {marker:u}"));
        }

        return new MarkerVerdict(behind.Count == 0, behind);
    }
}
