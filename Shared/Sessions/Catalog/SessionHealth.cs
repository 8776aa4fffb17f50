namespace GlusterDr.Sessions.Catalog;

/// <summary>The health of a session, with its reasons.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Summary">The grade and the reason that decides, in one line.</param>
/// <param name="Reasons">All reasons why it is not healthy; empty: it is.</param>
public sealed record SessionHealth(SessionGrade Grade, string Summary, IReadOnlyList<string> Reasons);
