namespace GlusterDr.Local.Engine.History;

/// <summary>One durable step: a row that goes into an instance's history.</summary>
/// <param name="InstanceId">Whose history.</param>
/// <param name="Number">The row's number in it.</param>
/// <param name="Kind">What it says.</param>
/// <param name="TaskId">Which request of the workflow it is or answers; 0: none.</param>
/// <param name="Name">The activity, orchestration or event.</param>
public sealed record HistoryStep(string InstanceId, long Number, HistoryKind Kind, int TaskId, string? Name);
