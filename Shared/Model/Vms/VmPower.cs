namespace GlusterDr.Vms;

/// <summary>What a VM does; the first of them counts where two hosts know the same VM.</summary>
public enum VmPower
{
    /// <summary>Its guest runs.</summary>
    Running,

    /// <summary>It has a process that holds its guest still: paused, suspended, crashed. It may write again at any moment.</summary>
    Paused,

    /// <summary>It has no process: nothing writes to its images.</summary>
    ShutOff,
}
