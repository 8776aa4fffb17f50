namespace GlusterDr.Replication;

/// <summary>The states of a worker and of its monitor (gsyncdstatus.py, monitor.py, glusterd-geo-rep.c).</summary>
public enum GeoRepWorkerState
{
    /// <summary>An unknown text.</summary>
    Unknown,

    /// <summary>Created, never started.</summary>
    Created,

    /// <summary>The monitor runs; its worker has not reported yet.</summary>
    Started,

    /// <summary>The worker is connecting.</summary>
    Initializing,

    /// <summary>The worker replicates its subvolume.</summary>
    Active,

    /// <summary>The worker stands by for the Active one of its subvolume.</summary>
    Passive,

    /// <summary>The worker died; the monitor restarts it after 10 s, without limit.</summary>
    Faulty,

    /// <summary>The monitor is paused.</summary>
    Paused,

    /// <summary>The monitor is not running.</summary>
    Stopped,

    /// <summary>The session's configuration cannot be read.</summary>
    ConfigCorrupted,
}
