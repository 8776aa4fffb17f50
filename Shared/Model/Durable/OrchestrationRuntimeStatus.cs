namespace GlusterDr.Durable;

/// <summary>The status of an instance.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Accepted and stored, not started yet.</summary>
    Pending,

    /// <summary>Started and not ended.</summary>
    Running,

    /// <summary>Ended with a result.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Terminated from outside.</summary>
    Terminated,
}
