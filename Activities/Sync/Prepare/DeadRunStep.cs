namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>The input of the step that ends a dead run's affairs.</summary>
/// <param name="RunId">The live run.</param>
/// <param name="DeadRunId">The dead one.</param>
public sealed record DeadRunStep(string RunId, string DeadRunId);
