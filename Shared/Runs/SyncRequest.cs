namespace GlusterDr.Runs;

/// <summary>What a run is started with.</summary>
/// <param name="RunId">Also the id of the orchestration instance.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Trigger">What started it.</param>
public sealed record SyncRequest(string RunId, string Policy, RunTrigger Trigger)
{
    /// <summary>The orchestration that takes it.</summary>
    public const string OrchestratorName = "SyncRun";
}
