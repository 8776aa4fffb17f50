namespace GlusterDr.Replication;

/// <summary>One row of a session's status. Times are UTC. A null is Gluster's N/A.</summary>
/// <param name="Node">The primary node.</param>
/// <param name="Brick">The brick's path on it.</param>
/// <param name="NodeId">The node's UUID.</param>
/// <param name="SecondaryNode">The secondary node that it is connected to; empty: none.</param>
/// <param name="State">The worker's or its monitor's state.</param>
/// <param name="CrawlStatus">Gluster's text: Changelog Crawl, History Crawl, Hybrid Crawl; null: N/A.</param>
/// <param name="LastSynced">All changes before this have arrived.</param>
/// <param name="Entry">Pending entry operations.</param>
/// <param name="Data">Pending data operations.</param>
/// <param name="Meta">Pending metadata operations.</param>
/// <param name="Failures">Failed operations.</param>
/// <param name="CheckpointTime">The checkpoint that this row refers to.</param>
/// <param name="CheckpointCompleted">Whether it has been reached; null: N/A.</param>
/// <param name="CheckpointCompletionTime">When it was reached.</param>
public sealed record GeoRepWorker(
    string Node,
    string Brick,
    string NodeId,
    string SecondaryNode,
    GeoRepWorkerState State,
    string? CrawlStatus = null,
    DateTimeOffset? LastSynced = null,
    long? Entry = null,
    long? Data = null,
    long? Meta = null,
    long? Failures = null,
    DateTimeOffset? CheckpointTime = null,
    bool? CheckpointCompleted = null,
    DateTimeOffset? CheckpointCompletionTime = null);
