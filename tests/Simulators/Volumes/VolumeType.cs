namespace GlusterDr.Simulators;

/// <summary>How a volume distributes its files.</summary>
public enum VolumeType
{
    /// <summary>Each file on one brick.</summary>
    Distribute,

    /// <summary>Each file on all bricks of a replica set.</summary>
    Replicate,

    /// <summary>Replica sets, each file on one of them.</summary>
    DistributedReplicate,

    /// <summary>Erasure-coded sets.</summary>
    Disperse,
}
