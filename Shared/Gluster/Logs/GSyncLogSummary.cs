namespace GlusterDr.Gluster.Logs;

/// <summary>The last errors of a session on one node.</summary>
/// <param name="Host">The node.</param>
/// <param name="Lines">The last lines that matter, oldest first.</param>
/// <param name="Cause">What they mean, for a person; null: not known.</param>
/// <param name="Code">The error code that fits the cause; null: not known.</param>
public sealed record GSyncLogSummary(string Host, IReadOnlyList<string> Lines, string? Cause = null, string? Code = null);
