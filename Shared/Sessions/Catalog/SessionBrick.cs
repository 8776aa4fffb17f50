using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>A session at one brick of the primary volume. Times are UTC; a null is Gluster's N/A.</summary>
public sealed record SessionBrick
{
    /// <summary>The brick's subvolume, counted from 0; null: the volume has no such brick any more.</summary>
    public int? Subvolume { get; init; }

    /// <summary>The primary node.</summary>
    public required string Node { get; init; }

    /// <summary>The brick's directory.</summary>
    public required string Brick { get; init; }

    /// <summary>The state of the worker or of its monitor; null: its node does not report.</summary>
    public GeoRepWorkerState? State { get; init; }

    /// <summary>Its source of changes: Changelog Crawl, History Crawl, Hybrid Crawl.</summary>
    public string? Crawl { get; init; }

    /// <summary>The secondary node that it is connected to.</summary>
    public string? SecondaryNode { get; init; }

    /// <summary>When the worker's process started, by its node's clock; null: none runs, or its node was not asked.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long the worker's process has run, by its node's clock.</summary>
    public TimeSpan? Uptime { get; init; }

    /// <summary>Pending entry operations.</summary>
    public long? Entry { get; init; }

    /// <summary>Pending data operations.</summary>
    public long? Data { get; init; }

    /// <summary>Pending metadata operations.</summary>
    public long? Meta { get; init; }

    /// <summary>Failed operations.</summary>
    public long? Failures { get; init; }

    /// <summary>All changes before this have arrived.</summary>
    public DateTimeOffset? LastSynced { get; init; }

    /// <summary>The checkpoint of this row.</summary>
    public DateTimeOffset? CheckpointTime { get; init; }

    /// <summary>Whether the checkpoint was reached.</summary>
    public bool? CheckpointCompleted { get; init; }

    /// <summary>When the checkpoint was reached.</summary>
    public DateTimeOffset? CheckpointCompletionTime { get; init; }

    /// <summary>Whether the worker replicates its subvolume.</summary>
    internal bool IsActive => State == GeoRepWorkerState.Active;

    /// <summary>All pending operations.</summary>
    internal long Pending => (Entry ?? 0) + (Data ?? 0) + (Meta ?? 0);
}
