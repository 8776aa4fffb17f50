using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Api.Health;
using GlusterDr.Api.Operations;
using GlusterDr.Api.Policies;
using GlusterDr.Api.Runs;
using GlusterDr.Errors;
using GlusterDr.Local.Hosting;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Runs;

namespace GlusterDr.Local.Api;

/// <summary>A client of a host's API.</summary>
/// <remarks>Every member throws <see cref="ApiException"/> if the host refuses the request, and <see cref="HttpRequestException"/>
/// if it does not answer.</remarks>
public sealed partial class ApiClient : IDisposable
{
    // Azure's load balancer closes a connection after 230 seconds without a byte.
    private static readonly TimeSpan s_serverSilence = TimeSpan.FromSeconds(240);

    private readonly HttpClient _http;

    /// <summary>A client of a host on this machine.</summary>
    public ApiClient(HostEndpoint endpoint)
    {
        // No proxy, because the host is on this machine. No overall time-out, because progress streams for hours.
        SocketsHttpHandler handler = new() { UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) };
        _http = new HttpClient(handler) { BaseAddress = endpoint.Url, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Token);
    }

    /// <summary>A client of a host on another machine, possibly behind a front end.</summary>
    internal ApiClient(Uri address, HttpMessageHandler handler)
    {
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        MaxSilence = s_serverSilence;
    }

    /// <summary>How long the host may send nothing before it counts as gone; infinite for one on this machine.</summary>
    internal TimeSpan MaxSilence { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The clock for measuring this.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether it ever answered like a GlusterDr host.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>The policies with their status.</summary>
    public Task<IReadOnlyList<PolicyOverview>> ListPoliciesAsync(CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<PolicyOverview>>(ApiOperations.ListPolicies.Route, cancellation);

    /// <summary>A policy; null: it does not exist.</summary>
    public async Task<Policy?> FindPolicyAsync(string policy, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync<Policy>(Fill(ApiOperations.GetPolicy, policy), cancellation);
        }
        catch (ApiException e) when (e.Error.Code == ErrorCodes.PolicyNotFound)
        {
            return null;
        }
    }

    /// <summary>Stores a policy. Returns the host's warnings.</summary>
    public async Task<IReadOnlyList<string>> PutPolicyAsync(Policy policy, CancellationToken cancellation)
    {
        using HttpResponseMessage response =
            await SendAsync(HttpMethod.Put, Fill(ApiOperations.PutPolicy, policy.Name), Content(policy), cancellation);
        Require(response, "application/json");
        return response.Headers.TryGetValues(PolicyEndpoints.WarningHeader, out IEnumerable<string>? warnings) ? [.. warnings] : [];
    }

    /// <summary>Deletes a policy.</summary>
    public async Task DeletePolicyAsync(string policy, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, Fill(ApiOperations.DeletePolicy, policy), null, cancellation);
    }

    /// <summary>Starts a run and returns its ID.</summary>
    public async Task<string> StartRunAsync(string policy, CancellationToken cancellation) =>
        (await SendAsync<RunCatalog.Started>(HttpMethod.Post, Fill(ApiOperations.StartRun, policy), null, cancellation)).Run;

    /// <summary>Checks a stored policy.</summary>
    public Task<CheckReport> CheckAsync(string policy, CancellationToken cancellation) =>
        SendAsync<CheckReport>(HttpMethod.Post, Fill(ApiOperations.CheckPolicy, policy), null, cancellation);

    /// <summary>Checks a policy that is not stored.</summary>
    public Task<CheckReport> CheckAsync(Policy policy, CancellationToken cancellation) =>
        SendAsync<CheckReport>(HttpMethod.Post, ApiOperations.CheckBody.Route, Content(policy), cancellation);

    /// <summary>Runs, newest first.</summary>
    public Task<IReadOnlyList<Run>> ListRunsAsync(string? policy, int limit, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<Run>>($"{ApiOperations.ListRuns.Route}?limit={limit}{Query("&policy", policy)}", cancellation);

    /// <summary>The full report of a run.</summary>
    public Task<RunReport> GetRunAsync(string run, CancellationToken cancellation) =>
        GetAsync<RunReport>(Fill(ApiOperations.GetRun, run), cancellation);

    /// <summary>Follows a run until it has ended.</summary>
    /// <exception cref="HttpRequestException">The stream was interrupted before the run ended.</exception>
    public IAsyncEnumerable<RunCatalog.Update> FollowRunAsync(string run, CancellationToken cancellation) =>
        FollowAsync<RunCatalog.Update>(Fill(ApiOperations.FollowRun, run), cancellation);

    /// <summary>Cancels a run. Returns its state at that time.</summary>
    public Task<Run> CancelRunAsync(string run, string reason, CancellationToken cancellation) =>
        SendAsync<Run>(HttpMethod.Post, Fill(ApiOperations.CancelRun, run) + Query("?reason", reason), null, cancellation);

    /// <summary>Raises an event in a run.</summary>
    public async Task RaiseEventAsync<T>(string run, string name, T payload, CancellationToken cancellation)
    {
        string path = Fill(ApiOperations.RaiseEvent, run).Replace("{name}", Uri.EscapeDataString(name), StringComparison.Ordinal);
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, path, Content(payload), cancellation);
    }

    /// <summary>Recovery points, newest first.</summary>
    public Task<IReadOnlyList<RecoveryPoint>> ListPointsAsync(string? policy, CancellationToken cancellation) =>
        GetAsync<IReadOnlyList<RecoveryPoint>>(ApiOperations.ListPoints.Route + Query("?policy", policy), cancellation);

    /// <summary>The health of the host.</summary>
    public Task<HealthReport> GetHealthAsync(CancellationToken cancellation) =>
        GetAsync<HealthReport>(ApiOperations.GetHealth.Route, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Reads a stream of states until the end.</summary>
    private async IAsyncEnumerable<T> FollowAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, null, cancellation);
        Require(response, "text/event-stream");
        using CancellationTokenSource silence = new(MaxSilence, Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        SseParser<T?> parser = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<T>(data, DrJson.Options));
        await using IAsyncEnumerator<SseItem<T?>> events = parser.EnumerateAsync(either.Token).GetAsyncEnumerator(either.Token);
        bool over = false;
        while (await NextAsync(events, silence, cancellation))
        {
            over = events.Current.EventType == RunEndpoints.EndEvent;
            yield return events.Current.Data!;
        }

        if (!over)
        {
            throw new HttpRequestException("The connection to the host was lost before the end.");
        }
    }

    private async Task<bool> NextAsync<T>(
        IAsyncEnumerator<SseItem<T>> events, CancellationTokenSource silence, CancellationToken cancellation)
    {
        try
        {
            silence.CancelAfter(MaxSilence);
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HttpRequestException("The connection to the host was lost before the end.", e);
        }
    }

    private static string Fill(ApiOperation operation, string value)
    {
        int open = operation.Route.IndexOf('{', StringComparison.Ordinal);
        int close = operation.Route.IndexOf('}', open);
        return operation.Route[..open] + Uri.EscapeDataString(value) + operation.Route[(close + 1)..];
    }

    private static string Query(string name, string? value) => value is null ? "" : $"{name}={Uri.EscapeDataString(value)}";

    private static JsonContent Content<T>(T value) => JsonContent.Create(value, options: DrJson.Options);

    private Task<T> GetAsync<T>(string path, CancellationToken cancellation) => SendAsync<T>(HttpMethod.Get, path, null, cancellation);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await SendAsync(method, path, content, cancellation);
        Require(response, "application/json");
        return await response.Content.ReadFromJsonAsync<T>(DrJson.Options, cancellation)
            ?? throw new HttpRequestException($"The host sent no answer to {method} {path}.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        HttpResponseMessage response = await AnswerAsync(request, cancellation);
        if (response.IsSuccessStatusCode)
        {
            HasAnswered = true;
            return response;
        }

        using (response)
        {
            throw await ApiFailure.OfAsync(response, path, cancellation);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using CancellationTokenSource silence = new(MaxSilence, Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{_http.BaseAddress} does not answer.", e);
        }
    }

    private static void Require(HttpResponseMessage response, string type)
    {
        if (response.Content.Headers.ContentType?.MediaType is var given && given != type)
        {
            throw new HttpRequestException(
                $"{response.RequestMessage?.RequestUri} answered {given ?? "nothing"}, but not as GlusterDr does: check the address.", null, response.StatusCode);
        }
    }
}
