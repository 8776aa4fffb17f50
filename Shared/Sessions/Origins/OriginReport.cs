namespace GlusterDr.Sessions.Origins;

/// <summary>Whether a volume is a destination, and of whom.</summary>
public sealed record OriginReport
{
    /// <summary>The volume.</summary>
    public required string Volume { get; init; }

    /// <summary>Its UUID.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The answer in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether nobody but geo-replication may write to it.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>The primaries that speak of it themselves, or that it has traces of; those at work come first.</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }

    /// <summary>When an entry at its top, or a shard, was last made or removed, by whomever.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Whose keys may start a gsyncd on its nodes, for whichever volume.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
