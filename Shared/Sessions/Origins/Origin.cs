namespace GlusterDr.Sessions.Origins;

/// <summary>A primary volume that replicates to a secondary volume, or did so.</summary>
/// <param name="PrimaryVolume">The volume's name; empty: not known.</param>
public sealed record Origin(string PrimaryVolume)
{
    /// <summary>The volume's UUID; null: not known.</summary>
    public string? PrimaryVolumeId { get; init; }

    /// <summary>The known primary nodes.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Whether a gsyncd process of it runs at the secondary now.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether the primary itself lists this session.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Its changes before this have arrived, by the status of the primary.</summary>
    public DateTimeOffset? LastSynced { get; init; }

    /// <summary>When its gsyncd last wrote to its log at the secondary.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Certain facts, with their source.</summary>
    public IReadOnlyList<string> Certain { get; init; } = [];

    /// <summary>Conclusions from traces, which can be old.</summary>
    public IReadOnlyList<string> Inferred { get; init; } = [];
}
