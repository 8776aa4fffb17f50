namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>Whether the guest's file systems were frozen for a snapshot.</summary>
internal enum FreezeOutcome
{
    /// <summary>The freeze was left to the engine. Its snapshot also succeeds without a freeze, and it does not report which.</summary>
    Unknown,

    /// <summary>They were frozen before the snapshot was requested.</summary>
    Frozen,
}
