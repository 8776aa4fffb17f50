namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>What a session's status amounts to.</summary>
public enum SessionVerdict
{
    /// <summary>At work.</summary>
    Waiting,

    /// <summary>The checkpoint is reached, and the evidence is stored.</summary>
    Complete,

    /// <summary>A worker is Faulty.</summary>
    Faulty,

    /// <summary>A subvolume has no Active worker.</summary>
    NotActive,

    /// <summary>Files could not be carried.</summary>
    Failures,
}
