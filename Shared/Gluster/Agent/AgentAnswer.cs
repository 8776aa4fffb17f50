using System.Text.Json;

namespace GlusterDr.Gluster.Agent;

/// <summary>An answer of the agent: what was asked for, or an error.</summary>
internal sealed record AgentAnswer
{
    /// <summary>Why the agent could not do it.</summary>
    /// <param name="Code">Its own word for the kind.</param>
    /// <param name="Message">The fact.</param>
    /// <param name="Log">The last lines of the mount's log.</param>
    internal sealed record Failure(string Code, string Message, IReadOnlyList<string> Log);

    /// <summary>A brick as the agent describes it.</summary>
    internal sealed record Brick(
        string Path,
        long FreeBytes,
        double? ProcessStarted,
        IReadOnlyList<string> UnlistedChangelogs,
        string? Problem = null)
    {
        public IReadOnlyDictionary<string, long>? SyncTimes { get; init; }
    }

    /// <summary>Whether a brick has begun a new changelog, as the agent tells it.</summary>
    internal sealed record Rollover(string Path, bool RolledOver, string? Problem = null);

    /// <summary>A session's worker as the agent describes it; times in seconds.</summary>
    internal sealed record Worker(string Volume, string Secondary, string Brick, string SecondaryNode, double Started, double Uptime);

    public Failure? Error { get; init; }

    public JsonElement Files { get; init; }

    public JsonElement Bricks { get; init; }

    public JsonElement Workers { get; init; }

    public JsonElement Node { get; init; }

    public JsonElement Ways { get; init; }

    public long? Time { get; init; }

    public long? TotalBytes { get; init; }

    public long? FreeBytes { get; init; }

    public bool? Empty { get; init; }
}
