using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>The workers of one subvolume.</summary>
internal sealed record SubvolumeWorkers(string Name, IReadOnlyList<GeoRepWorker> Workers)
{
    /// <summary>Those that replicate it: one, when all is well.</summary>
    public IReadOnlyList<GeoRepWorker> Active { get; } = [.. Workers.Where(w => w.State == GeoRepWorkerState.Active)];
}
