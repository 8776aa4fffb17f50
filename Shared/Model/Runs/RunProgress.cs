namespace GlusterDr.Runs;

/// <summary>The progress of a run, as its custom status.</summary>
/// <param name="Phase">The current phase.</param>
/// <param name="PhaseStartedAt">When the phase began.</param>
/// <param name="Done">The number of the phase's items that are done.</param>
/// <param name="Total">The number of the phase's items; 0: it has none.</param>
/// <param name="Destinations">The progress of each destination.</param>
/// <param name="Slowest">The slowest item of the phase, if there is one.</param>
public sealed record RunProgress(
    RunPhase Phase,
    DateTimeOffset PhaseStartedAt,
    int Done,
    int Total,
    IReadOnlyList<DestinationProgress> Destinations,
    string? Slowest = null);
