namespace GlusterDr.Simulators;

/// <summary>What a virtual machine is at.</summary>
public enum MachineState
{
    /// <summary>The guest runs and writes.</summary>
    Running,

    /// <summary>Held; it writes nothing.</summary>
    Paused,

    /// <summary>Defined, and not running.</summary>
    ShutOff,
}
