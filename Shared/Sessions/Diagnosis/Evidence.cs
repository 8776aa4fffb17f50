namespace GlusterDr.Sessions.Diagnosis;

/// <summary>A fact that shows a cause.</summary>
/// <param name="Where">The host, volume or brick.</param>
/// <param name="Fact">The fact: a line of a log, or output of a command.</param>
/// <param name="At">When it was logged, by the clock of the host; null: it is so now.</param>
public sealed record Evidence(string Where, string Fact, DateTimeOffset? At = null);
