using System.Text.Json;

namespace GlusterDr.Gluster.Agent;

/// <summary>An answer of the agent: what was asked for, or an error.</summary>
internal sealed record AgentAnswer
{
    public AgentError? Error { get; init; }

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
