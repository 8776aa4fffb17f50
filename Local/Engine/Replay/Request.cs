using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>A new request of a workflow, to be stored and then executed.</summary>
/// <param name="Row">Its history row.</param>
/// <param name="Task">What the workflow waits for; null: nothing.</param>
/// <param name="Payload">The input of a sub-orchestration or the content of an event.</param>
internal sealed record Request(HistoryRow Row, PendingTask? Task = null, string? Payload = null);
