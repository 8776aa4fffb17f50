using System.Net.ServerSentEvents;
using GlusterDr.Api.Runs;
using GlusterDr.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.Operations;

/// <summary>The handlers for operations.</summary>
internal static class OperationEndpoints
{
    private const int Most = 1000;

    public static Task<IReadOnlyList<Operation>> ListAsync(int? limit, OperationCatalog operations, CancellationToken cancellation) =>
        operations.ListAsync(
            limit is < 1 or > Most ? throw new BadHttpRequestException($"'limit' is 1 to {Most}.") : limit ?? 50, cancellation);

    public static Task<Operation> GetAsync(string operation, OperationCatalog operations, CancellationToken cancellation) =>
        operations.GetAsync(operation, cancellation);

    public static async Task<ServerSentEventsResult<Operation>> FollowAsync(
        string operation, OperationCatalog operations, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(EventsAsync(await operations.FollowAsync(operation, cancellation)));

    public static async Task<Results<Accepted<Operation>, Ok<Operation>>> CancelAsync(
        string operation, string? reason, OperationCatalog operations, CancellationToken cancellation)
    {
        Operation before = await operations.CancelAsync(operation, reason ?? "asked through the API", cancellation);
        return before.IsOver ? TypedResults.Ok(before) : Accepted(operation, before);
    }

    public static Accepted<T> Accepted<T>(string operation, T body) => TypedResults.Accepted($"{ApiOperations.Prefix}/operations/{operation}", body);

    private static async IAsyncEnumerable<SseItem<Operation>> EventsAsync(IAsyncEnumerable<Operation> updates)
    {
        await foreach (Operation update in updates)
        {
            yield return new(update, update.IsOver ? RunEndpoints.EndEvent : RunEndpoints.ProgressEvent);
        }
    }
}
