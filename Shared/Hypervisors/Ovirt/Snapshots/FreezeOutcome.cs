namespace GlusterDr.Hypervisors.Ovirt.Snapshots;

/// <summary>What is known of the guest's file systems at the moment of a snapshot.</summary>
internal enum FreezeOutcome
{
    /// <summary>The engine was left to it: its snapshot succeeds also where the guest did not freeze, and does not tell.</summary>
    Unknown,

    /// <summary>The guest had frozen them before the snapshot was asked for.</summary>
    Frozen,
}
