namespace GlusterDr.Simulators;

/// <summary>Changelogs that a worker carries at once.</summary>
/// <param name="Until">The last rollover in it.</param>
/// <param name="StartedAt">When the worker began.</param>
/// <param name="Changes">What the changelogs say.</param>
internal sealed record Batch(DateTimeOffset Until, DateTimeOffset StartedAt, IReadOnlyList<Change> Changes);
