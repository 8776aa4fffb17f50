using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>Judges the status of a session that was just started.</summary>
public static class NewSessionStatus
{
    /// <summary>Active if every subvolume has exactly one Active worker, and nothing is Faulty.</summary>
    /// <param name="status">The status of the session.</param>
    /// <param name="volume">The primary volume.</param>
    /// <param name="marker">A change that must arrive; null: none.</param>
    public static ReadNewSession.Result Judge(GeoRepStatus status, GlusterVolume volume, DateTimeOffset? marker)
    {
        int active = volume.Subvolumes.Count(bricks => bricks.Count(brick => StateOf(status, brick) == GeoRepWorkerState.Active) == 1);
        bool faulty = status.Has(GeoRepWorkerState.Faulty);
        string states = string.Join(", ", status.Workers.GroupBy(w => w.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
        bool isActive = active == volume.Subvolumes.Count && active > 0 && !faulty;
        bool copying = status.Workers.Any(w => w.State == GeoRepWorkerState.Active && w.CrawlStatus is not ("Changelog Crawl" or null));
        return new(isActive, $"{active} of {volume.Subvolumes.Count} subvolumes have an Active worker ({states})")
        {
            IsCopying = copying,
            HasArrived = marker is { } at && isActive && MarkerEvaluator.EvaluateFeed(status, volume, at).Passed,
        };
    }

    // By UUID if both have one, because a node can have several names.
    private static GeoRepWorkerState? StateOf(GeoRepStatus status, GlusterVolume.Brick brick)
    {
        foreach (GeoRepWorker worker in status.Workers)
        {
            bool same = worker.NodeId.Length > 0 && brick.NodeId.Length > 0
                ? string.Equals(worker.NodeId, brick.NodeId, StringComparison.OrdinalIgnoreCase)
                : string.Equals(worker.Node, brick.Host, StringComparison.OrdinalIgnoreCase);
            if (same && worker.Brick == brick.Path)
            {
                return worker.State;
            }
        }

        return null;
    }
}
