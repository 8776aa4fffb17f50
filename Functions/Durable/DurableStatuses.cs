using GlusterDr.Durable;
using Dt = Microsoft.DurableTask.Client;

namespace GlusterDr.Functions.Durable;

/// <summary>Converts the status of a Durable Task instance.</summary>
internal static class DurableStatuses
{
    /// <summary>The states of an instance that has ended.</summary>
    public static IReadOnlyList<Dt.OrchestrationRuntimeStatus> Over { get; } =
        [Dt.OrchestrationRuntimeStatus.Completed, Dt.OrchestrationRuntimeStatus.Failed, Dt.OrchestrationRuntimeStatus.Terminated];

    public static OrchestrationMetadata Metadata(Dt.OrchestrationMetadata found) => new(
        found.Name,
        found.InstanceId,
        Status(found.RuntimeStatus),
        found.CreatedAt,
        found.LastUpdatedAt,
        found.SerializedInput,
        found.SerializedOutput,
        found.SerializedCustomStatus is "null" ? null : found.SerializedCustomStatus,
        Failure(found));

    /// <summary>The states that prevent a second start.</summary>
    public static Dt.OrchestrationRuntimeStatus[] Dedupe(IEnumerable<OrchestrationRuntimeStatus> statuses) =>
        [.. statuses.SelectMany(ToDurable)];

    // Azure Storage stores no failure details of an instance; its output contains them as text.
    private static TaskFailureDetails? Failure(Dt.OrchestrationMetadata found) =>
        found.FailureDetails is { } failure ? DurableFailures.Read(failure)
        : found.RuntimeStatus == Dt.OrchestrationRuntimeStatus.Failed ? DurableFailures.Read(found.SerializedOutput ?? "")
        : null;

    // An instance that was suspended manually counts as running.
    private static OrchestrationRuntimeStatus Status(Dt.OrchestrationRuntimeStatus status) => status switch
    {
        Dt.OrchestrationRuntimeStatus.Pending => OrchestrationRuntimeStatus.Pending,
        Dt.OrchestrationRuntimeStatus.Completed => OrchestrationRuntimeStatus.Completed,
        Dt.OrchestrationRuntimeStatus.Failed => OrchestrationRuntimeStatus.Failed,
        Dt.OrchestrationRuntimeStatus.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => OrchestrationRuntimeStatus.Running,
    };

    private static Dt.OrchestrationRuntimeStatus[] ToDurable(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => [Dt.OrchestrationRuntimeStatus.Pending],
        OrchestrationRuntimeStatus.Running => [Dt.OrchestrationRuntimeStatus.Running, Dt.OrchestrationRuntimeStatus.Suspended],
        OrchestrationRuntimeStatus.Completed => [Dt.OrchestrationRuntimeStatus.Completed],
        OrchestrationRuntimeStatus.Failed => [Dt.OrchestrationRuntimeStatus.Failed],
        _ => [Dt.OrchestrationRuntimeStatus.Terminated],
    };
}
