namespace GlusterDr.Durable;

/// <summary>How an instance is started.</summary>
/// <param name="InstanceId">Its id; null: a new random one.</param>
/// <param name="DedupeStatuses">If an instance of that id exists in one of these states, the start is refused and the
/// instance is left in peace. In any other state the old one is replaced. Null: every state refuses.</param>
public sealed record StartOrchestrationOptions(
    string? InstanceId = null,
    IReadOnlyList<OrchestrationRuntimeStatus>? DedupeStatuses = null);
