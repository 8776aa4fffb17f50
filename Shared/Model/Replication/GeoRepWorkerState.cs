namespace GlusterDr.Replication;

/// <summary>The states of a worker and of its monitor (gsyncdstatus.py, monitor.py, glusterd-geo-rep.c).</summary>
public enum GeoRepWorkerState
{
    /// <summary>A text that is none of these.</summary>
    Unknown,

    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>The monitor runs; its worker has not reported yet.</summary>
    Started,

    /// <summary>The worker connects.</summary>
    Initializing,

    /// <summary>The worker replicates its subvolume.</summary>
    Active,

    /// <summary>The worker stands by for the Active one of its subvolume.</summary>
    Passive,

    /// <summary>The worker died; the monitor tries again after 10 s, for ever.</summary>
    Faulty,

    /// <summary>The monitor is paused.</summary>
    Paused,

    /// <summary>The monitor does not run.</summary>
    Stopped,

    /// <summary>The session's configuration cannot be read.</summary>
    ConfigCorrupted,
}
