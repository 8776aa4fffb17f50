namespace GlusterDr.Runs;

/// <summary>The state of a VM in a run.</summary>
public enum VmState
{
    /// <summary>Listed, nothing done yet.</summary>
    Planned,

    /// <summary>Not protected by this run; the report says why.</summary>
    LeftOut,

    /// <summary>Its snapshot is taken; it runs on its overlay.</summary>
    Snapshotted,

    /// <summary>It runs on its base image again, and the overlay is deleted.</summary>
    Merged,

    /// <summary>It still runs on its overlay, or it is not known to be merged; the operator or the next run must merge it.</summary>
    MergeFailed,

    /// <summary>Shut off: nothing writes to its images, so they are compared without a snapshot.</summary>
    ShutOff,

    /// <summary>The policy excludes it; it is not protected.</summary>
    Excluded,
}
