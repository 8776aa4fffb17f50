using GlusterDr.Durable;

namespace GlusterDr.Local.Engine.History;

/// <summary>An unfinished instance as an earlier process left it.</summary>
internal sealed record StoredInstance(InstanceInfo Info, OrchestrationRuntimeStatus Status, string? CustomStatus, long LastRow);
