namespace GlusterDr.Conformance.Engine;

/// <summary>What a harness can do with its engine.</summary>
[Flags]
public enum EngineCapabilities
{
    /// <summary>Nothing but run it.</summary>
    None = 0,

    /// <summary>It can be killed and started again in this process.</summary>
    Crash = 1,

    /// <summary>It can be killed at any durable step.</summary>
    CrashAtStep = 2,

    /// <summary>Its clock stands still until it is moved.</summary>
    ManualTime = 4,
}
