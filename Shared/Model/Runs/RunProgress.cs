namespace GlusterDr.Runs;

/// <summary>The small status that a run shows while it is at work.</summary>
/// <param name="Phase">The step that it is at.</param>
/// <param name="PhaseStartedAt">Since when.</param>
/// <param name="Done">Of the step's items, how many are done.</param>
/// <param name="Total">How many there are; 0: the step has none.</param>
/// <param name="Destinations">One line per destination.</param>
/// <param name="Slowest">The item that the step waits for, where one stands out.</param>
public sealed record RunProgress(
    RunPhase Phase,
    DateTimeOffset PhaseStartedAt,
    int Done,
    int Total,
    IReadOnlyList<DestinationProgress> Destinations,
    string? Slowest = null);
