namespace GlusterDr.Sessions.Catalog;

/// <summary>A volume of a pool as a choice for a destination.</summary>
public sealed record DestinationVolume
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its UUID.</summary>
    public required string Id { get; init; }

    /// <summary>As Gluster has it: Replicate, Distribute ...</summary>
    public required string Type { get; init; }

    /// <summary>Whether it is started.</summary>
    public required bool IsStarted { get; init; }

    /// <summary>Its size; null: it could not be looked at.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>What may still be written.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Whether nothing is on it.</summary>
    public bool? IsEmpty { get; init; }

    /// <summary>The size of its shards as Gluster writes it; null: it is not sharded.</summary>
    public string? ShardSize { get; init; }

    /// <summary>Whether nobody but geo-replication may write to it.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>Of whom it is the copy; null: nothing says that it is one.</summary>
    public string? CopyOf { get; init; }

    /// <summary>What could not be found out, and why.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
