namespace GlusterDr.Gluster.Cli;

/// <summary>How far a host's clock is from ours.</summary>
/// <param name="Offset">Positive: the host is ahead.</param>
/// <param name="Uncertainty">The truth is this far from <paramref name="Offset"/> at most.</param>
public sealed record ClockOffset(TimeSpan Offset, TimeSpan Uncertainty);
