namespace GlusterDr.Runs;

/// <summary>Where a VM stands in a run.</summary>
public enum VmState
{
    /// <summary>Listed, nothing done yet.</summary>
    Planned,

    /// <summary>Not protected by this run; the report says why.</summary>
    LeftOut,

    /// <summary>Frozen; it runs on its overlay.</summary>
    Snapshotted,

    /// <summary>Back on its base image, the overlay gone.</summary>
    Merged,

    /// <summary>Still on its overlay, or not known to be merged: a person or the next run must see to it.</summary>
    MergeFailed,

    /// <summary>Shut off: nothing writes to its images, and they are compared as they are.</summary>
    ShutOff,

    /// <summary>The policy excludes it: not protected.</summary>
    Excluded,
}
