using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Snapshot;

/// <summary>What a run goes by.</summary>
/// <param name="Policy">The policy as it was when the run began.</param>
/// <param name="DeadRun">The run whose lease was taken over because it is dead.</param>
public sealed record RunPlan(Policy Policy, string? DeadRun);
