using System.Text.Json;

namespace GlusterDr.Gluster.Agent;

/// <summary>The JSON answer of the agent: a result or an error.</summary>
internal sealed record AgentAnswer
{
    /// <summary>The error of a request.</summary>
    /// <param name="Code">The agent's own error code.</param>
    /// <param name="Message">What failed.</param>
    /// <param name="Log">The last lines of the mount's log.</param>
    internal sealed record Failure(string Code, string Message, IReadOnlyList<string> Log);

    /// <summary>A brick in the answer.</summary>
    internal sealed record Brick(
        string Path,
        long FreeBytes,
        double? ProcessStarted,
        IReadOnlyList<string> UnlistedChangelogs,
        string? Problem = null)
    {
        public IReadOnlyDictionary<string, long>? SyncTimes { get; init; }
    }

    /// <summary>Whether a brick has started a new changelog.</summary>
    internal sealed record Rollover(string Path, bool RolledOver, string? Problem = null);

    /// <summary>A worker of a session in the answer. Times are in seconds.</summary>
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
