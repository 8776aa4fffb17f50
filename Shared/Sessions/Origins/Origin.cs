namespace GlusterDr.Sessions.Origins;

/// <summary>A primary volume whose changes a secondary volume gets, or got.</summary>
/// <param name="PrimaryVolume">The volume's name; empty: not known.</param>
public sealed record Origin(string PrimaryVolume)
{
    /// <summary>The volume's UUID; null: not known.</summary>
    public string? PrimaryVolumeId { get; init; }

    /// <summary>The primary nodes that are known of.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Whether a gsyncd of it is at work here now.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether the primary itself says that it has this session.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Its changes before this have arrived, as the primary says.</summary>
    public DateTimeOffset? LastSynced { get; init; }

    /// <summary>When its gsyncd last wrote its log here.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>What is certain, and from where it is known.</summary>
    public IReadOnlyList<string> Certain { get; init; } = [];

    /// <summary>What only follows from traces, which may be old.</summary>
    public IReadOnlyList<string> Inferred { get; init; } = [];
}
