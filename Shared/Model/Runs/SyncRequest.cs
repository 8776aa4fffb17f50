using GlusterDr.Ids;

namespace GlusterDr.Runs;

/// <summary>What a run is started with.</summary>
/// <param name="RunId">Also the id of the orchestration instance.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Trigger">What started it.</param>
public sealed record SyncRequest(string RunId, string Policy, RunTrigger Trigger)
{
    /// <summary>The orchestration that takes it.</summary>
    public const string OrchestratorName = "SyncRun";

    /// <summary>The version that runs are started with: it rises when a run asks for other steps, or for steps in another order.</summary>
    public const int CurrentVersion = 3;

    /// <summary>
    /// Which steps the run asks for. A run under way keeps its own when GlusterDr is replaced: its stored steps must agree with
    /// what the workflow asks for. 2: snapshots are searched for after any attempt without an answer; probes are stopped with the run.
    /// 3: the lease is kept at the site too, and taken before anything is changed.
    /// </summary>
    public int Version { get; init; } = 1;
}
