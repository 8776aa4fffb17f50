namespace GlusterDr.Sessions.Origins;

/// <summary>Whether a volume is a destination, and of which primaries.</summary>
public sealed record OriginReport
{
    /// <summary>The volume.</summary>
    public required string Volume { get; init; }

    /// <summary>Its UUID.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The result in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether only geo-replication can write to it.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>The primaries that list it, or of which it has traces; those with a running gsyncd first.</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }

    /// <summary>When an entry of its root directory, or a shard, was last created or removed.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>The keys that can start gsyncd on its nodes, for any volume.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
