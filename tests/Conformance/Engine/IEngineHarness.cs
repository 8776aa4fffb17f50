using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>How the suites start, kill and control an engine.</summary>
public interface IEngineHarness : IAsyncDisposable
{
    /// <summary>What this harness supports.</summary>
    EngineCapabilities Capabilities { get; }

    /// <summary>The engine's client. A restart replaces it.</summary>
    IOrchestrationClient Client { get; }

    /// <summary>Starts the engine, on an empty store or on the store of the engine before it.</summary>
    Task StartAsync(DurableRegistry registry, Func<Type, object> create);

    /// <summary>Kills the engine without a shutdown. <see cref="EngineCapabilities.Crash"/>.</summary>
    Task CrashAsync();

    /// <summary>Completes when the engine only waits for timers, events or a crash.</summary>
    /// <remarks>With real time, it completes after a time that is long enough for the suites.</remarks>
    Task SettleAsync();

    /// <summary>Moves the clock, and completes when the engine has done what became due.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>Kills the engine before or after the given durable step. 1 is the next step. The task completes at the kill.
    /// <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    Task CrashAtStep(int step, CrashMoment moment);

    /// <summary>The number of durable steps so far, including those before restarts. <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    int DurableSteps { get; }

    /// <summary>The activities whose result is on disk. <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    IReadOnlyCollection<string> AnsweredActivities { get; }
}
