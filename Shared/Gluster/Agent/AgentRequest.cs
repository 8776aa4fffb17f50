namespace GlusterDr.Gluster.Agent;

/// <summary>A request to the agent. Each operation reads the members that it needs.</summary>
internal sealed record AgentRequest(string Operation)
{
    public string? Volume { get; init; }

    public string? VolumeId { get; init; }

    public object? Lease { get; init; }

    public IReadOnlyList<string>? Paths { get; init; }

    public object? Files { get; init; }

    public int? Threads { get; init; }

    public long? Bandwidth { get; init; }

    public long? Since { get; init; }

    public double? Seconds { get; init; }

    public int? Most { get; init; }
}
