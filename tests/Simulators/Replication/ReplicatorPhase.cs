namespace GlusterDr.Simulators;

/// <summary>What the worker of a subvolume is doing.</summary>
internal enum ReplicatorPhase
{
    Idle,
    Starting,
    HybridCrawl,
    HistoryScan,
    HistoryBatch,
    HistoryRest,
    Live,
    LiveBatch,
    Broken,
}
