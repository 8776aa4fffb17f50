namespace GlusterDr.Sessions.Diagnosis;

/// <summary>A fact that a cause is told by.</summary>
/// <param name="Where">The host, volume or brick.</param>
/// <param name="Fact">What was seen: a line of a log, an answer.</param>
/// <param name="At">When it was written, by the host's own clock; null: it is so now.</param>
public sealed record Evidence(string Where, string Fact, DateTimeOffset? At = null);
