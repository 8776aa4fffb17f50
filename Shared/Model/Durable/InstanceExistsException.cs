namespace GlusterDr.Durable;

/// <summary>An instance of that id exists in a state that refuses a second start.</summary>
public sealed class InstanceExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : Exception($"Orchestration instance '{instanceId}' exists and is {status}.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The state of the one that exists.</summary>
    public OrchestrationRuntimeStatus Status { get; } = status;
}
