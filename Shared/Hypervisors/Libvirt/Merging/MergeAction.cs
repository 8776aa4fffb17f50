namespace GlusterDr.Hypervisors.Libvirt.Merging;

/// <summary>What is to be done about one disk of a snapshot, by what its chain says now.</summary>
public enum MergeAction
{
    /// <summary>The overlay is out of the chain.</summary>
    None,

    /// <summary>The overlay takes the writes, and no job works on it.</summary>
    Start,

    /// <summary>A job copies the overlay into the base.</summary>
    Wait,

    /// <summary>The job has copied everything: switch over.</summary>
    Pivot,

    /// <summary>A job that is none of ours works on the disk.</summary>
    Busy,

    /// <summary>The chain is not one that may be merged.</summary>
    Stuck,
}
