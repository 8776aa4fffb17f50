namespace GlusterDr.Sessions.Catalog;

/// <summary>How a session is, in one line and with its grounds.</summary>
/// <param name="Grade">In a word.</param>
/// <param name="Summary">In one line: the grade with the ground that decides.</param>
/// <param name="Reasons">All that keeps it from being healthy; empty when it is.</param>
public sealed record SessionHealth(SessionGrade Grade, string Summary, IReadOnlyList<string> Reasons);
