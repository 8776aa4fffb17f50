namespace GlusterDr.Runs;

/// <summary>The steps of a run, in order.</summary>
public enum RunPhase
{
    /// <summary>Taking the lease, and cleaning up after dead runs.</summary>
    Prepare,

    /// <summary>Looking at everything that could go wrong.</summary>
    Preflight,

    /// <summary>Freezing the VMs.</summary>
    Snapshot,

    /// <summary>Carrying and proving, per destination.</summary>
    Replicate,

    /// <summary>Committing overlays.</summary>
    Merge,

    /// <summary>Deleting overlays at the secondaries.</summary>
    Clean,

    /// <summary>Telling.</summary>
    Report,

    /// <summary>Over.</summary>
    Done,
}
