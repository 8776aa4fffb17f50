namespace GlusterDr.Gluster.GeoReplication;

/// <summary>What a session's status says about one checkpoint.</summary>
public enum CheckpointState
{
    /// <summary>Every subvolume has reached it, and nothing speaks against it. A claim still: content is the proof.</summary>
    Complete,

    /// <summary>Every subvolume is being replicated; one or more have not reached it yet.</summary>
    Waiting,

    /// <summary>A worker is Faulty. Transient at first: Gluster tries again by itself.</summary>
    Faulty,

    /// <summary>A subvolume has no Active worker, or there is nothing that could be judged.</summary>
    NotActive,

    /// <summary>Files could not be carried.</summary>
    Failures,
}
