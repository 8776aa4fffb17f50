using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlusterDr.Api.Operations;
using GlusterDr.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GlusterDr.Api.Runs;

/// <summary>The handlers for runs.</summary>
internal static partial class RunEndpoints
{
    /// <summary>The type of the events of a run's progress; the last one has the type <see cref="EndEvent"/>.</summary>
    public const string ProgressEvent = "progress";

    /// <summary>The type of the last event.</summary>
    public const string EndEvent = "end";

    private const int MostRuns = 1000;

    public static Task<IReadOnlyList<Run>> ListAsync(
        string? policy, string? state, int? limit, RunCatalog runs, CancellationToken cancellation)
    {
        if (limit is < 1 or > MostRuns)
        {
            throw new BadHttpRequestException($"'limit' is 1 to {MostRuns}.");
        }

        return runs.ListAsync(policy, StateOf(state), limit ?? 50, cancellation);
    }

    public static Task<RunReport> GetAsync(string run, RunCatalog runs, CancellationToken cancellation) =>
        runs.GetReportAsync(run, cancellation);

    public static async Task<Accepted<RunCatalog.Started>> StartAsync(string policy, RunCatalog runs, CancellationToken cancellation)
    {
        string run = await runs.StartAsync(policy, cancellation);
        return TypedResults.Accepted($"{ApiOperations.Prefix}/runs/{run}", new RunCatalog.Started(run));
    }

    public static async Task<ServerSentEventsResult<RunCatalog.Update>> FollowAsync(string run, RunCatalog runs, CancellationToken cancellation) =>
        TypedResults.ServerSentEvents(EventsAsync(await runs.FollowAsync(run, cancellation)));

    public static async Task<Results<Accepted<Run>, Ok<Run>>> CancelAsync(
        string run, string? reason, RunCatalog runs, CancellationToken cancellation)
    {
        Run before = await runs.CancelAsync(run, reason ?? "asked through the API", cancellation);
        return before.IsOver ? TypedResults.Ok(before) : TypedResults.Accepted($"{ApiOperations.Prefix}/runs/{run}", before);
    }

    public static async Task<Accepted> RaiseAsync(
        string run, string name, HttpRequest request, RunCatalog runs, CancellationToken cancellation)
    {
        if (!EventName().IsMatch(name))
        {
            throw new BadHttpRequestException("An event's name is 1 to 100 letters, digits and . : _ -");
        }

        using StreamReader reader = new(request.Body);
        string text = await reader.ReadToEndAsync(cancellation);
        JsonElement? payload = string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize<JsonElement>(text, DrJson.Options);
        await runs.RaiseAsync(run, name, payload, cancellation);
        return TypedResults.Accepted((string?)null);
    }

    private static async IAsyncEnumerable<SseItem<RunCatalog.Update>> EventsAsync(IAsyncEnumerable<RunCatalog.Update> updates)
    {
        await foreach (RunCatalog.Update update in updates)
        {
            yield return new(update, update.Run.IsOver ? EndEvent : ProgressEvent);
        }
    }

    private static RunState? StateOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        Dictionary<string, RunState> known = Enum.GetValues<RunState>().ToDictionary(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()));
        return known.TryGetValue(text, out RunState state)
            ? state
            : throw new BadHttpRequestException($"'state' is one of {string.Join(", ", known.Keys)}.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9.:_-]{1,100}\z")]
    private static partial Regex EventName();
}
