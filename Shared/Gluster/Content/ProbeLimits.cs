namespace GlusterDr.Gluster.Content;

/// <summary>How hard a probe may work at a site.</summary>
/// <param name="BytesPerSecond">Bytes read in a second, at most; null: as many as the site gives.</param>
/// <param name="Threads">Ranges read at the same time; null: as many as the agent usually does.</param>
public sealed record ProbeLimits(long? BytesPerSecond = null, int? Threads = null);
