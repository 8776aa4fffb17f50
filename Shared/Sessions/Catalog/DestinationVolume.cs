namespace GlusterDr.Sessions.Catalog;

/// <summary>A volume of a pool that can be chosen as a destination.</summary>
public sealed record DestinationVolume
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The type as Gluster names it: Replicate, Distribute ...</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is started.</summary>
    public required bool IsStarted { get; init; }

    /// <summary>Its size in bytes; null: it could not be read.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>Its free space in bytes.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Whether it has no files.</summary>
    public bool? IsEmpty { get; init; }

    /// <summary>The size of its shards as Gluster writes it; null: it is not sharded.</summary>
    public string? ShardSize { get; init; }

    /// <summary>Whether only geo-replication can write to it.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>Of which primary it is the copy; null: no sign of a primary.</summary>
    public string? CopyOf { get; init; }

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
