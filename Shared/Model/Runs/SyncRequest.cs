using GlusterDr.Ids;

namespace GlusterDr.Runs;

/// <summary>The input of a run.</summary>
/// <param name="RunId">The run's ID, which is also the ID of the orchestration instance.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Trigger">What started it.</param>
public sealed record SyncRequest(string RunId, string Policy, RunTrigger Trigger)
{
    /// <summary>The orchestration that processes it.</summary>
    public const string OrchestratorName = "SyncRun";

    /// <summary>The version that new runs start with. It increases when a run requests other steps, or steps in another order.</summary>
    public const int CurrentVersion = 4;

    /// <summary>
    /// Which steps the run requests. A running run keeps its version when GlusterDr is updated, because its stored steps must match the
    /// steps that the workflow requests. 2: snapshots are searched for after any attempt without an answer; probes are stopped with the run.
    /// 3: the lease is kept at the site too, and taken before any change.
    /// 4: other texts of errors, which are inputs of steps.
    /// </summary>
    public int Version { get; init; } = 1;
}
