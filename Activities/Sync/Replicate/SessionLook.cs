namespace GlusterDr.Activities.Sync.Replicate;

/// <summary>What a look at a session showed.</summary>
/// <param name="Verdict">What it amounts to.</param>
/// <param name="Reason">In words.</param>
/// <param name="MarkerPassed">Every subvolume has synced past the marker: the feed is alive.</param>
/// <param name="PendingOperations">Entry, data and metadata operations pending.</param>
/// <param name="LastSynced">The least over the Active workers.</param>
public sealed record SessionLook(
    SessionVerdict Verdict,
    string Reason,
    bool MarkerPassed,
    long? PendingOperations,
    DateTimeOffset? LastSynced)
{
    /// <summary>What is not as it should be, though a checkpoint can be reached so: a node that does not report, say.</summary>
    public IReadOnlyList<string> Oddities { get; init; } = [];
}
