namespace GlusterDr.Simulators;

/// <summary>The changelogs that a worker processes together.</summary>
/// <param name="Until">The last rollover in it.</param>
/// <param name="StartedAt">When the worker began.</param>
/// <param name="Changes">The changes in these changelogs.</param>
internal sealed record Batch(DateTimeOffset Until, DateTimeOffset StartedAt, IReadOnlyList<Change> Changes);
