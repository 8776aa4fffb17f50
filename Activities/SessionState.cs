using GlusterDr.Gluster;

namespace GlusterDr.Activities;

/// <summary>What a session's rows amount to as a whole.</summary>
internal static class SessionState
{
    /// <summary>Any row paused: the secondary hangs up on the others too.</summary>
    public static bool IsPaused(GeoRepStatus status) => status.Workers.Any(w => w.State == GeoRepWorkerState.Paused);

    /// <summary>Any row at work, or trying to be.</summary>
    public static bool IsRunning(GeoRepStatus status) => status.Workers.Any(w => w.State
        is GeoRepWorkerState.Started or GeoRepWorkerState.Initializing or GeoRepWorkerState.Active
        or GeoRepWorkerState.Passive or GeoRepWorkerState.Faulty);
}
