namespace GlusterDr.Durable;

/// <summary>An instance with this ID exists in a state that does not allow a second start.</summary>
public sealed class InstanceExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : Exception($"Orchestration instance '{instanceId}' exists and is {status}.")
{
    /// <summary>The ID.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The state of the existing instance.</summary>
    public OrchestrationRuntimeStatus Status { get; } = status;
}
