namespace GlusterDr.Functions.Queues;

/// <summary>A message in the queue of commands.</summary>
/// <param name="Name"><c>sync</c> or <c>cancel</c>.</param>
/// <param name="Policy">The policy to sync.</param>
/// <param name="Run">The run to cancel.</param>
/// <param name="Reason">The reason, for the report.</param>
public sealed record Command(string Name, string? Policy = null, string? Run = null, string? Reason = null);
