using GlusterDr.Local.Engine.History;

namespace GlusterDr.Local.Engine.Replay;

/// <summary>Something new that a workflow asks for, on its way to the disk and then into the world.</summary>
/// <param name="Row">What the history will say.</param>
/// <param name="Task">What the workflow waits for; null: nothing.</param>
/// <param name="Payload">The input of a sub-orchestration or the content of an event.</param>
internal sealed record Request(HistoryRow Row, PendingTask? Task = null, string? Payload = null);
