namespace GlusterDr.Local.Engine;

/// <summary>Limits of the engine.</summary>
public sealed class EmbeddedEngineOptions
{
    /// <summary>The maximum number of concurrent activities over all instances.</summary>
    /// <value>The default is 64: activities wait for remote systems most of their time.</value>
    public int MaxConcurrentActivities { get; init; } = 64;

    /// <summary>How long a stop waits for running activities. One that takes longer runs again after the next start.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The scheduler that runs workflows and activities.</summary>
    /// <value>The default is the thread pool.</value>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
