namespace GlusterDr.Gluster.Agent;

/// <summary>A brick as the agent describes it.</summary>
internal sealed record AgentBrick(
    string Path,
    long FreeBytes,
    double? ProcessStarted,
    IReadOnlyList<string> UnlistedChangelogs,
    string? Problem = null)
{
    public IReadOnlyDictionary<string, long>? SyncTimes { get; init; }
}
