using GlusterDr.Durable;

namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>An instance with its whole history.</summary>
internal sealed record RecordedInstance(string Id, string Name, OrchestrationRuntimeStatus Status, long CreatedAt, IReadOnlyList<RecordedRow> Rows);
