namespace GlusterDr.Vms;

/// <summary>The power state of a VM. If two hosts know the same VM, the state that comes first here is used.</summary>
public enum VmPower
{
    /// <summary>Its guest is running.</summary>
    Running,

    /// <summary>It has a process, but its guest is paused, suspended or crashed. It may write again at any moment.</summary>
    Paused,

    /// <summary>It has no process: nothing writes to its images.</summary>
    ShutOff,
}
