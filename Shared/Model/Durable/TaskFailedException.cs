namespace GlusterDr.Durable;

/// <summary>An activity or sub-orchestration failed; the details say why.</summary>
public sealed class TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
    : Exception($"Task '{taskName}' (#{taskId}) failed: {failureDetails.ErrorMessage}")
{
    /// <summary>The name of the failed activity or sub-orchestration.</summary>
    public string TaskName { get; } = taskName;

    /// <summary>Its number within the instance.</summary>
    public int TaskId { get; } = taskId;

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; } = failureDetails;
}
