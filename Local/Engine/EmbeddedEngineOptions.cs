namespace GlusterDr.Local.Engine;

/// <summary>Limits of the engine.</summary>
public sealed class EmbeddedEngineOptions
{
    /// <summary>How many activities run at once, over all instances.</summary>
    /// <value>The default is 64: activities wait for remote systems most of their time.</value>
    public int MaxConcurrentActivities { get; init; } = 64;

    /// <summary>How long a stop waits for activities under way. One that takes longer runs again after the next start.</summary>
    /// <value>The default is 20 seconds.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Where workflows and activities run.</summary>
    /// <value>The default is the thread pool.</value>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;
}
