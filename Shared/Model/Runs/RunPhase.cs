namespace GlusterDr.Runs;

/// <summary>The phases of a run, in order.</summary>
public enum RunPhase
{
    /// <summary>Takes the lease, and cleans up after dead runs.</summary>
    Prepare,

    /// <summary>Checks everything that could make the run fail.</summary>
    Preflight,

    /// <summary>Takes snapshots of the VMs.</summary>
    Snapshot,

    /// <summary>Replicates and verifies, per destination.</summary>
    Replicate,

    /// <summary>Merges overlays.</summary>
    Merge,

    /// <summary>Deletes overlays at the secondaries.</summary>
    Clean,

    /// <summary>Writes the report.</summary>
    Report,

    /// <summary>The run has ended.</summary>
    Done,
}
