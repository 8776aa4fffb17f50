namespace GlusterDr.Durable;

/// <summary>How an instance is started.</summary>
/// <param name="InstanceId">Its ID; null: a new random one.</param>
/// <param name="DedupeStatuses">If an instance with this ID exists in one of these states, the start is refused and the
/// instance is not changed. In any other state it is replaced. Null: the start is refused in every state.</param>
public sealed record StartOrchestrationOptions(
    string? InstanceId = null,
    IReadOnlyList<OrchestrationRuntimeStatus>? DedupeStatuses = null);
