using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Volumes;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>Decides whether changes still flow: a worker may be Active and replicate nothing, but a marker that arrives proves it works.</summary>
public static class MarkerEvaluator
{
    /// <summary>Whether everything written before a marker has arrived, according to the status.</summary>
    /// <param name="Passed">Whether every subvolume's Active worker has passed it.</param>
    /// <param name="Behind">The subvolumes that have not, each with its progress.</param>
    public sealed record Verdict(bool Passed, IReadOnlyList<string> Behind);

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether every subvolume has replicated the marker itself. A changelog that closes in the marker's own second contains it, but counts
    /// as synced only up to the second before (gsyncd's master.py), and on an idle volume no later changelog follows. Unlike
    /// <see cref="Evaluate"/>, this does not prove that everything written before the marker has arrived.
    /// </summary>
    public static Verdict EvaluateFeed(GeoRepStatus status, GlusterVolume volume, DateTimeOffset marker) =>
        Evaluate(status, volume, marker - s_second);

    /// <summary>Whether <c>last_synced</c> of every subvolume has reached the marker.</summary>
    /// <param name="status">The session's status.</param>
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
