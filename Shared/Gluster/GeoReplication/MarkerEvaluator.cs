using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>Tells a live feed of changes from a dead one: Active is not alive, a marker that arrives is.</summary>
public static class MarkerEvaluator
{
    /// <summary>Whether all that was written before a marker has arrived, by the status's word.</summary>
    /// <param name="Passed">Every subvolume's Active worker has passed it.</param>
    /// <param name="Behind">The subvolumes that have not, each with how far it is.</param>
    public sealed record Verdict(bool Passed, IReadOnlyList<string> Behind);

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether every subvolume's feed has brought the marker. A changelog that closes in the marker's own second holds it and counts as
    /// synced up to the second before (gsyncd's master.py); on an idle volume no later one comes. Unlike <see cref="Evaluate"/>, this
    /// does not prove that all that was written before has arrived.
    /// </summary>
    public static Verdict EvaluateFeed(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker) =>
        Evaluate(status, volume, marker - s_second);

    /// <summary>Whether <c>last_synced</c> of every subvolume has reached the marker.</summary>
    /// <param name="status">What the session's status said.</param>
    /// <param name="volume">The primary volume, for its subvolumes.</param>
    /// <param name="marker">The time that <see cref="VolumeAgent.WriteMarkerAsync"/> returned.</param>
    public static Verdict Evaluate(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker)
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

        return new Verdict(behind.Count == 0, behind);
    }
}
