namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>The judgement on the status of a session.</summary>
public enum SessionVerdict
{
    /// <summary>The session replicates; the checkpoint is not complete yet.</summary>
    Waiting,

    /// <summary>The checkpoint is complete, and the evidence is stored.</summary>
    Complete,

    /// <summary>A worker is Faulty.</summary>
    Faulty,

    /// <summary>A subvolume has no Active worker.</summary>
    NotActive,

    /// <summary>gsyncd counts files that it could not replicate.</summary>
    Failures,
}
