namespace GlusterDr.Gluster.Cli;

/// <summary>The offset of a host's clock from the local clock.</summary>
/// <param name="Offset">Positive: the host is ahead.</param>
/// <param name="Uncertainty">The maximum error of <paramref name="Offset"/>.</param>
public sealed record ClockOffset(TimeSpan Offset, TimeSpan Uncertainty);
