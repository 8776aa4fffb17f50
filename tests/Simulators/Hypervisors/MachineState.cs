namespace GlusterDr.Simulators;

/// <summary>The state of a virtual machine.</summary>
public enum MachineState
{
    /// <summary>The guest runs and writes.</summary>
    Running,

    /// <summary>Paused; the guest writes nothing.</summary>
    Paused,

    /// <summary>Defined, and not running.</summary>
    ShutOff,
}
