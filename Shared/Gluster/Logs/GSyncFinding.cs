namespace GlusterDr.Gluster.Logs;

/// <summary>A cause that a session's log on one node speaks of.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="IsCertain">Whether the line can mean nothing else.</param>
/// <param name="At">When the last such line was written, by the node's clock.</param>
/// <param name="Line">That line, shortened.</param>
/// <param name="Count">How many there are.</param>
public sealed record GSyncFinding(TroubleKind Kind, bool IsCertain, DateTimeOffset At, string Line, int Count);
