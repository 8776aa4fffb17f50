namespace GlusterDr.Gluster.Logs;

/// <summary>What a session's log on one node says since a point in time.</summary>
/// <param name="Causes">What is known of it, the last written first.</param>
/// <param name="Unexplained">The last errors that fit nothing known, the oldest first.</param>
/// <param name="Problem">Why the log could not be read; null: it could.</param>
public sealed record GSyncLogFindings(IReadOnlyList<GSyncLogFindings.Finding> Causes, IReadOnlyList<GSyncLogFindings.Finding> Unexplained, string? Problem = null)
{
    /// <summary>A cause that a session's log on one node speaks of.</summary>
    /// <param name="Kind">The cause.</param>
    /// <param name="IsCertain">Whether the line can mean nothing else.</param>
    /// <param name="At">When the last such line was written, by the node's clock.</param>
    /// <param name="Line">That line, shortened.</param>
    /// <param name="Count">How many there are.</param>
    public sealed record Finding(TroubleKind Kind, bool IsCertain, DateTimeOffset At, string Line, int Count);

    /// <summary>How often a worker went Faulty.</summary>
    public int Deaths { get; init; }

    /// <summary>When a worker last went Faulty, by the node's clock.</summary>
    public DateTimeOffset? LastDeath { get; init; }

    /// <summary>How many turns the newest worker's crawl of the history has taken.</summary>
    public int HistoryTurns { get; init; }
}
