namespace GlusterDr.Sessions.Catalog;

/// <summary>How a session is, the gravest that applies.</summary>
public enum SessionGrade
{
    /// <summary>It replicates every subvolume, and what was written lately has arrived.</summary>
    Healthy,

    /// <summary>
    /// Gluster says that all is well, and nothing shows that changes arrive: nothing was written, or the live feed is dead.
    /// </summary>
    Unproven,

    /// <summary>It works through what was written before: a crawl of the history, or of the file system.</summary>
    CatchingUp,

    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>Not running.</summary>
    Stopped,

    /// <summary>Held still.</summary>
    Paused,

    /// <summary>Its workers connect.</summary>
    Starting,

    /// <summary>It replicates, but not with all that it should have: a node does not report, or stands still alone.</summary>
    Degraded,

    /// <summary>Changes wait, and nothing was synced for long.</summary>
    Stale,

    /// <summary>It counts files that it could not carry.</summary>
    Failing,

    /// <summary>A part of the volume is not replicated, though the session runs.</summary>
    NotReplicating,

    /// <summary>A worker died; Gluster tries again for ever.</summary>
    Faulty,

    /// <summary>The status cannot be made sense of.</summary>
    Unknown,
}
