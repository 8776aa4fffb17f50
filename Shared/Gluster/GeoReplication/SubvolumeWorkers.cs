using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>The workers of one subvolume.</summary>
internal sealed record SubvolumeWorkers(string Name, IReadOnlyList<GeoRepWorker> Workers)
{
    /// <summary>The workers that replicate it: exactly one in a healthy session.</summary>
    public IReadOnlyList<GeoRepWorker> Active { get; } = [.. Workers.Where(w => w.State == GeoRepWorkerState.Active)];
}
