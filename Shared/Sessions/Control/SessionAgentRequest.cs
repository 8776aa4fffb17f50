using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Sessions.Control;

/// <summary>The request to the agent on a node of a session. Each operation reads the members that it needs.</summary>
internal sealed record SessionAgentRequest(string Operation)
{
    public string? User { get; init; }

    public string? Volume { get; init; }

    public string? Session { get; init; }

    public string? Root { get; init; }

    public string? Group { get; init; }

    public bool? Dry { get; init; }

    public NodeFacts.MountbrokerFacts? Before { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public IReadOnlyList<string>? Keys { get; init; }

    public IReadOnlyList<string>? Users { get; init; }

    public IReadOnlyList<NodeWay>? Ways { get; init; }
}
