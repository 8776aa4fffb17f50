namespace GlusterDr.Durable;

/// <summary>How a step is run.</summary>
/// <param name="Retry">When a failed step is tried again; null: never.</param>
/// <param name="InstanceId">For sub-orchestrations, the ID of the child; null: the engine derives one.</param>
public sealed record TaskOptions(RetryPolicy? Retry = null, string? InstanceId = null);
