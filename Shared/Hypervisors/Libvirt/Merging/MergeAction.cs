namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>The next action for one disk of a snapshot, decided from its present chain.</summary>
public enum MergeAction
{
    /// <summary>The overlay is not in the chain.</summary>
    None,

    /// <summary>The overlay is the active image, and no job is in progress.</summary>
    Start,

    /// <summary>A job copies the overlay into the base.</summary>
    Wait,

    /// <summary>The job has copied everything: pivot to the base image.</summary>
    Pivot,

    /// <summary>A job of somebody else is in progress on the disk.</summary>
    Busy,

    /// <summary>The chain is not as expected and must not be merged.</summary>
    Stuck,
}
