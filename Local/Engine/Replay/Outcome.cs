using GlusterDr.Durable;
using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>How an instance ended.</summary>
internal sealed record Outcome(OrchestrationRuntimeStatus Status, string? Output, TaskFailureDetails? Failure)
{
    public static Outcome Completed(string? output) => new(OrchestrationRuntimeStatus.Completed, output, null);

    public static Outcome Failed(Exception exception) =>
        new(OrchestrationRuntimeStatus.Failed, null, TaskFailureDetails.From(exception));

    public static Outcome Terminated(string? output) => new(OrchestrationRuntimeStatus.Terminated, output, null);

    /// <summary>The result for the parent.</summary>
    public HistoryRow ForParent(InstanceInfo child) => Status == OrchestrationRuntimeStatus.Completed
        ? new(HistoryKind.TaskCompleted, child.ParentTask, child.Name, Output)
        : new(HistoryKind.TaskFailed, child.ParentTask, child.Name, Json.Of(Failure ?? TerminatedFailure(child)));

    private static TaskFailureDetails TerminatedFailure(InstanceInfo child) =>
        new("OrchestrationTerminated", $"The sub-orchestration '{child.Id}' was terminated.");
}
