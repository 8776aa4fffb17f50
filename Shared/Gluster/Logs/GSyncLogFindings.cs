namespace GlusterDr.Gluster.Logs;

/// <summary>What a session's log on one node says since a point in time.</summary>
/// <param name="Causes">What is known of it, the last written first.</param>
/// <param name="Unexplained">The last errors that fit nothing known, the oldest first.</param>
/// <param name="Problem">Why the log could not be read; null: it could.</param>
public sealed record GSyncLogFindings(IReadOnlyList<GSyncFinding> Causes, IReadOnlyList<GSyncFinding> Unexplained, string? Problem = null)
{
    /// <summary>How often a worker went Faulty.</summary>
    public int Deaths { get; init; }

    /// <summary>When a worker last went Faulty, by the node's clock.</summary>
    public DateTimeOffset? LastDeath { get; init; }

    /// <summary>How many turns the newest worker's crawl of the history has taken.</summary>
    public int HistoryTurns { get; init; }
}
