namespace GlusterDr.Tests.Orchestrations.RecordedRuns;

/// <summary>One row of an instance's history, as the embedded engine stores it.</summary>
internal sealed record RecordedRow(int Kind, int TaskId, long At, string? Name, string? Hash, string? Payload);
