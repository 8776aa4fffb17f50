using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>What <c>geo-replication ... status detail</c> says of one session.</summary>
/// <param name="Session">The session that was asked for and answered.</param>
/// <param name="Workers">One row per brick whose node answered; a dead node's rows are simply missing.</param>
public sealed record GeoRepStatus(GeoRepSession Session, IReadOnlyList<GeoRepWorker> Workers)
{
    /// <summary>The UUID of the secondary volume; null: Gluster did not tell.</summary>
    public string? SecondaryVolumeId { get; init; }

    /// <summary>Whether no row speaks of a running or paused monitor, and there are rows.</summary>
    public bool IsStopped => Workers.Count > 0
        && Workers.All(w => w.State is GeoRepWorkerState.Stopped or GeoRepWorkerState.Created);

    /// <summary>Whether every row that is not stopped is paused, and there is one.</summary>
    public bool IsPaused => Has(GeoRepWorkerState.Paused)
        && Workers.All(w => w.State is GeoRepWorkerState.Paused or GeoRepWorkerState.Stopped);

    /// <summary>Whether a monitor runs on some node, well or not.</summary>
    public bool IsRunning => Workers.Any(w => w.State
        is GeoRepWorkerState.Started or GeoRepWorkerState.Initializing or GeoRepWorkerState.Active
        or GeoRepWorkerState.Passive or GeoRepWorkerState.Faulty);

    /// <summary>Whether a row says so.</summary>
    public bool Has(GeoRepWorkerState state) => Workers.Any(w => w.State == state);
}
