using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>An engine on the bench: how the suites start, kill and steer it.</summary>
public interface IEngineHarness : IAsyncDisposable
{
    /// <summary>What of the following works.</summary>
    EngineCapabilities Capabilities { get; }

    /// <summary>The engine's client; another one after a restart.</summary>
    IOrchestrationClient Client { get; }

    /// <summary>Starts the engine on an empty store, or again on the store that it left.</summary>
    Task StartAsync(DurableRegistry registry, Func<Type, object> create);

    /// <summary>Kills the engine as a power cut would. <see cref="EngineCapabilities.Crash"/>.</summary>
    Task CrashAsync();

    /// <summary>Returns when the engine has nothing to do but wait for its timers and for us.</summary>
    /// <remarks>With real time: after a moment that is enough for what the suites do.</remarks>
    Task SettleAsync();

    /// <summary>Lets time pass, and the engine do what became due.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>Kills the engine about the given durable step, counted from now on from 1; the result completes then.
    /// <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    Task CrashAtStep(int step, CrashMoment moment);

    /// <summary>How many durable steps there were so far, in all lives. <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    int DurableSteps { get; }

    /// <summary>The activities whose result is on disk. <see cref="EngineCapabilities.CrashAtStep"/>.</summary>
    IReadOnlyCollection<string> AnsweredActivities { get; }
}
