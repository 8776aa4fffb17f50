using System.Text.Json;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Leases;

namespace GlusterDr.Operations;

/// <summary>Starts and cancels operations.</summary>
public sealed class OperationStarter(IOrchestrationClient client, TimeProvider time)
{
    /// <summary>The event that cancels an operation.</summary>
    public const string CancelEvent = "cancel";

    private const int MostAttempts = 5;

    /// <summary>Starts an operation and returns its id.</summary>
    /// <param name="kind">One of <see cref="OperationId.Kinds"/>.</param>
    /// <param name="orchestrator">The orchestration that does it.</param>
    /// <param name="volume">Its volume, for its ID.</param>
    /// <param name="request">Its input; its <see cref="IOperationRequest.Subject"/> must have no running operation of this kind.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>: such an operation is running.</exception>
    public async Task<string> StartAsync(
        string kind, string orchestrator, string volume, IOperationRequest request, CancellationToken cancellation)
    {
        await ThrowIfUnderWayAsync(kind, request.Subject, cancellation);
        DateTimeOffset at = time.GetUtcNow();
        for (int attempt = 1; ; attempt++)
        {
            string id = OperationId.Create(kind, volume, at);
            try
            {
                return await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, request, new StartOrchestrationOptions(id), cancellation);
            }
            catch (InstanceExistsException) when (attempt < MostAttempts)
            {
                // Another operation on this volume began in this second.
                at += TimeSpan.FromSeconds(1);
            }
        }
    }

    /// <summary>Cancels an operation: it undoes its changes and ends.</summary>
    public Task CancelAsync(string id, string reason, CancellationToken cancellation) =>
        client.RaiseEventAsync(id, CancelEvent, reason, cancellation);

    /// <summary>The subject of an instance; empty: it has none.</summary>
    public static string SubjectOf(OrchestrationMetadata instance)
    {
        if (instance.SerializedInput is null)
        {
            return "";
        }

        using JsonDocument input = JsonDocument.Parse(instance.SerializedInput);
        return input.RootElement.ValueKind == JsonValueKind.Object && input.RootElement.TryGetProperty("subject", out JsonElement subject)
            ? subject.GetString() ?? ""
            : "";
    }

    // Gives a clear answer at once. If two start at the same time, their leases decide.
    private async Task ThrowIfUnderWayAsync(string kind, string subject, CancellationToken cancellation)
    {
        IReadOnlyList<OrchestrationMetadata> all = await client.GetAllInstancesAsync(OperationId.Prefix(kind), cancellation);
        if (all.FirstOrDefault(i => !i.IsCompleted && SubjectOf(i) == subject) is { } live)
        {
            throw new DrException(new Error(
                ErrorCodes.LeaseHeld,
                ErrorClass.Transient,
                $"Operation '{live.InstanceId}' has been using {subject} since {live.CreatedAt:u}.",
                subject).Advise(LeaseHolder.Advice(live.InstanceId)));
        }
    }
}
