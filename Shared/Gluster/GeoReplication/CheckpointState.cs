namespace GlusterDr.Gluster.GeoReplication;

/// <summary>What a session's status says about one checkpoint.</summary>
public enum CheckpointState
{
    /// <summary>Every subvolume has reached it, and nothing contradicts that. This is only Gluster's claim; comparing content proves it.</summary>
    Complete,

    /// <summary>Every subvolume is being replicated; one or more have not reached it yet.</summary>
    Waiting,

    /// <summary>A worker is Faulty. This may be transient: Gluster restarts the worker by itself.</summary>
    Faulty,

    /// <summary>A subvolume has no Active worker, or there is nothing to evaluate.</summary>
    NotActive,

    /// <summary>Some files could not be replicated.</summary>
    Failures,
}
