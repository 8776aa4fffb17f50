namespace GlusterDr.Conformance.Engine;

/// <summary>What an engine, and the harness around it, can do. A test that needs more is not run on it.</summary>
[Flags]
public enum EngineCapabilities
{
    /// <summary>It runs workflows, at whatever speed.</summary>
    None = 0,

    /// <summary>The engine can be killed and started again in this process.</summary>
    Crash = 1,

    /// <summary>The engine can be killed at any durable step.</summary>
    CrashAtStep = 2,

    /// <summary>Its clock stands still until the harness moves it.</summary>
    ManualTime = 4,

    /// <summary>If several callers start the same instance at the same time, only one of them gets the answer that it did.</summary>
    OneStarter = 8,

    /// <summary>A retry is made exactly when it is due.</summary>
    ExactRetries = 16,

    /// <summary>A thousand sequential steps take less than a minute.</summary>
    Quick = 32,

    /// <summary>Any number of events arrive in the order in which they were raised.</summary>
    OrderedEvents = 64,

    /// <summary>The status is current: an instance that has begun is no longer Pending.</summary>
    PromptStatus = 128,

    /// <summary>An activity may have a null input.</summary>
    EmptyInputs = 256,

    /// <summary>A start may replace a running instance.</summary>
    ReplaceLive = 512,

    /// <summary>Capabilities that do not depend on the engine's store.</summary>
    Usual = PromptStatus | EmptyInputs | ReplaceLive,
}
