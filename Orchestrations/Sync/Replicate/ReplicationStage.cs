namespace GlusterDr.Orchestrations.Sync.Replicate;

/// <summary>The part of a run in which a destination is.</summary>
internal enum ReplicationStage
{
    /// <summary>After the snapshots: replicate and compare.</summary>
    Replicate,

    /// <summary>While VMs are merged: store the recovery point.</summary>
    Settle,

    /// <summary>After the merges: clean the secondary.</summary>
    Clean,
}
