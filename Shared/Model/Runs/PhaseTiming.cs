namespace GlusterDr.Runs;

/// <summary>How long a step of a run took.</summary>
public sealed record PhaseTiming(RunPhase Phase, DateTimeOffset StartedAt, TimeSpan Took);
