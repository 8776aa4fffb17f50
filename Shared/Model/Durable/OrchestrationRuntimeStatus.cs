namespace GlusterDr.Durable;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Accepted and stored, not started yet.</summary>
    Pending,

    /// <summary>Started, not over.</summary>
    Running,

    /// <summary>Over, with a result.</summary>
    Completed,

    /// <summary>Over, with an error.</summary>
    Failed,

    /// <summary>Ended from outside.</summary>
    Terminated,
}
