namespace GlusterDr.Sessions.Catalog;

/// <summary>The health of a session: the worst grade that applies.</summary>
public enum SessionGrade
{
    /// <summary>It replicates every subvolume, and recent changes have arrived.</summary>
    Healthy,

    /// <summary>
    /// Gluster reports no problem, but nothing has arrived lately: nothing was written, or the live feed is dead.
    /// </summary>
    Unproven,

    /// <summary>It replicates earlier changes: a crawl of the history, or of the file system.</summary>
    CatchingUp,

    /// <summary>Created, never started.</summary>
    Created,

    /// <summary>Stopped.</summary>
    Stopped,

    /// <summary>Paused.</summary>
    Paused,

    /// <summary>Its workers are connecting.</summary>
    Starting,

    /// <summary>It replicates, but a node does not report, or one worker alone is stopped.</summary>
    Degraded,

    /// <summary>Changes are pending, and nothing was synced for a long time.</summary>
    Stale,

    /// <summary>It counts files that it could not replicate.</summary>
    Failing,

    /// <summary>A part of the volume is not replicated, although the session runs.</summary>
    NotReplicating,

    /// <summary>A worker died. Gluster restarts it without end.</summary>
    Faulty,

    /// <summary>The status cannot be read.</summary>
    Unknown,
}
