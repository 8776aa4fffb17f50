namespace GlusterDr.Gluster.Logs;

/// <summary>What a session's log on one node shows since a point in time.</summary>
/// <param name="Causes">The known causes, the most recent first.</param>
/// <param name="Unexplained">The last errors with unknown causes, oldest first.</param>
/// <param name="Problem">Why the log could not be read; null: it was read.</param>
public sealed record GSyncLogFindings(IReadOnlyList<GSyncLogFindings.Finding> Causes, IReadOnlyList<GSyncLogFindings.Finding> Unexplained, string? Problem = null)
{
    /// <summary>A cause found in a session's log on one node.</summary>
    /// <param name="Kind">The cause.</param>
    /// <param name="IsCertain">Whether the line can have no other cause.</param>
    /// <param name="At">When the last such line was written, by the node's clock.</param>
    /// <param name="Line">That line, shortened.</param>
    /// <param name="Count">The number of such lines.</param>
    public sealed record Finding(TroubleKind Kind, bool IsCertain, DateTimeOffset At, string Line, int Count);

    /// <summary>How often a worker went Faulty.</summary>
    public int Deaths { get; init; }

    /// <summary>When a worker last went Faulty, by the node's clock.</summary>
    public DateTimeOffset? LastDeath { get; init; }

    /// <summary>The number of turns that the newest worker's history crawl has taken.</summary>
    public int HistoryTurns { get; init; }
}
