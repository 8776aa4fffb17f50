using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>What <c>geo-replication ... status detail</c> reports about one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Workers">One row per brick whose node answered; the rows of a node that is down are missing.</param>
public sealed record GeoRepStatus(GeoRepSession Session, IReadOnlyList<GeoRepWorker> Workers)
{
    /// <summary>The UUID of the secondary volume; null: Gluster did not report it.</summary>
    public string? SecondaryVolumeId { get; init; }

    /// <summary>Whether there are rows, and none shows a running or paused monitor.</summary>
    public bool IsStopped => Workers.Count > 0
        && Workers.All(w => w.State is GeoRepWorkerState.Stopped or GeoRepWorkerState.Created);

    /// <summary>Whether at least one row is paused, and every row that is not stopped is.</summary>
    public bool IsPaused => Has(GeoRepWorkerState.Paused)
        && Workers.All(w => w.State is GeoRepWorkerState.Paused or GeoRepWorkerState.Stopped);

    /// <summary>Whether a monitor runs on any node, healthy or not.</summary>
    public bool IsRunning => Workers.Any(w => w.State
        is GeoRepWorkerState.Started or GeoRepWorkerState.Initializing or GeoRepWorkerState.Active
        or GeoRepWorkerState.Passive or GeoRepWorkerState.Faulty);

    /// <summary>Whether a row reports this.</summary>
    public bool Has(GeoRepWorkerState state) => Workers.Any(w => w.State == state);
}
