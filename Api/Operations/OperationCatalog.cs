using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Ids;
using GlusterDr.Operations;

namespace GlusterDr.Api.Operations;

/// <summary>Operations, from the workflow engine.</summary>
public sealed class OperationCatalog(OperationStarter starter, IOrchestrationClient client, IOrchestrationWatcher watcher, HostGate gate)
{
    /// <summary>The answer to a request that started an operation.</summary>
    /// <param name="Operation">Its ID.</param>
    public sealed record Started(string Operation);

    /// <summary>Operations, the newest first.</summary>
    public async Task<IReadOnlyList<Operation>> ListAsync(int limit, CancellationToken cancellation) =>
        [.. (await InstancesAsync(cancellation)).Select(View).OrderByDescending(o => o.StartedAt).Take(limit)];

    /// <summary>The operations that are in progress, or were interrupted and can be resumed.</summary>
    public async Task<IReadOnlyList<Operation>> ListLiveAsync(CancellationToken cancellation) =>
        [.. (await InstancesAsync(cancellation)).Where(i => !i.IsCompleted).Select(View).OrderBy(o => o.StartedAt)];

    /// <summary>One operation.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OperationNotFound"/>.</exception>
    public async Task<Operation> GetAsync(string id, CancellationToken cancellation) =>
        OperationId.TryParse(id, out _) && await client.GetInstanceAsync(id, cancellation) is { } instance
            ? View(instance)
            : throw new DrException(new Error(
                ErrorCodes.OperationNotFound, ErrorClass.Permanent, $"Operation '{id}' does not exist.", Advice: "List the operations.")
            {
                Actions = [AdvisedAction.Of(AdviceCodes.ListOperations)],
            });

    /// <summary>Follows an operation until it has ended.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OperationNotFound"/>.</exception>
    public async Task<IAsyncEnumerable<Operation>> FollowAsync(string id, CancellationToken cancellation)
    {
        Operation operation = await GetAsync(id, cancellation);
        if (operation.IsOver)
        {
            return Once(operation);
        }

        gate.ThrowIfClosed();
        return WatchAsync(id, cancellation);
    }

    /// <summary>Cancels an operation and rolls it back, unless it has ended.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OperationNotFound"/>.</exception>
    public async Task<Operation> CancelAsync(string id, string reason, CancellationToken cancellation)
    {
        Operation operation = await GetAsync(id, cancellation);
        if (!operation.IsOver)
        {
            gate.ThrowIfClosed();
            await starter.CancelAsync(id, reason, cancellation);
        }

        return operation;
    }

    /// <summary>Starts an operation.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>.</exception>
    /// <exception cref="HostClosingException">The host is about to end.</exception>
    public Task<string> StartAsync(string kind, string orchestrator, string volume, IOperationRequest request, CancellationToken cancellation)
    {
        gate.ThrowIfClosed();
        return starter.StartAsync(kind, orchestrator, volume, request, cancellation);
    }

    private async Task<IReadOnlyList<OrchestrationMetadata>> InstancesAsync(CancellationToken cancellation)
    {
        List<OrchestrationMetadata> all = [];
        foreach (string kind in OperationId.Kinds)
        {
            all.AddRange(await client.GetAllInstancesAsync(OperationId.Prefix(kind), cancellation));
        }

        return [.. all.Where(i => OperationId.TryParse(i.InstanceId, out _))];
    }

    private async IAsyncEnumerable<Operation> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (OrchestrationMetadata instance in watcher.WatchAsync(id, cancellation))
        {
            yield return View(instance);
        }
    }

    private static async IAsyncEnumerable<Operation> Once(Operation operation)
    {
        await Task.CompletedTask;
        yield return operation;
    }

    private static Operation View(OrchestrationMetadata instance)
    {
        OperationResult? result = ResultOf(instance);
        string kind = OperationId.TryParse(instance.InstanceId, out string known) ? known : "";
        return new Operation(
            instance.InstanceId, kind, OperationStarter.SubjectOf(instance), instance.CreatedAt, result?.State ?? OperationState.Running)
        {
            EndedAt = instance.IsCompleted ? instance.LastUpdatedAt : null,
            Progress = Read<OperationProgress>(instance.SerializedCustomStatus),
            Result = result,
        };
    }

    /// <summary>The result; null: it has not ended. An operation whose workflow crashed has failed, and was not rolled back.</summary>
    private static OperationResult? ResultOf(OrchestrationMetadata instance)
    {
        if (!instance.IsCompleted || (instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && instance.SerializedOutput is not null))
        {
            return instance.IsCompleted ? Read<OperationResult>(instance.SerializedOutput) : null;
        }

        Error error = instance.FailureDetails is { } why ? ErrorProperties.Read(why) : new Error(
            ErrorCodes.Unexpected, ErrorClass.NeedsPerson, "The operation ended without finishing. Its changes were not rolled back.");
        return new(OperationState.Failed, error.Message, error);
    }

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, DrJson.Options);
}
