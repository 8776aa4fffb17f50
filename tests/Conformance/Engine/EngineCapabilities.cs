namespace GlusterDr.Conformance.Engine;

/// <summary>What a harness can do with its engine.</summary>
[Flags]
public enum EngineCapabilities
{
    /// <summary>Nothing but run it, however slowly.</summary>
    None = 0,

    /// <summary>It can be killed and started again in this process.</summary>
    Crash = 1,

    /// <summary>It can be killed at any durable step.</summary>
    CrashAtStep = 2,

    /// <summary>Its clock stands still until it is moved.</summary>
    ManualTime = 4,

    /// <summary>Of many that start an instance at once, one alone is told that it did.</summary>
    OneStarter = 8,

    /// <summary>A retry is made when it is due, neither sooner nor later.</summary>
    ExactRetries = 16,

    /// <summary>A thousand steps, one after the other, take less than a minute.</summary>
    Quick = 32,

    /// <summary>Events that are raised one after the other arrive in that order, however many they are.</summary>
    OrderedEvents = 64,

    /// <summary>A status is right at once: what has begun is not Pending any more.</summary>
    PromptStatus = 128,

    /// <summary>An activity may be given nothing.</summary>
    EmptyInputs = 256,

    /// <summary>A start may replace an instance that is under way.</summary>
    ReplaceLive = 512,

    /// <summary>What an engine of this kind has besides, whatever its store.</summary>
    Usual = PromptStatus | EmptyInputs | ReplaceLive,
}
