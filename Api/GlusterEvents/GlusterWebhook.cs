using System.Threading.Channels;
using GlusterDr.Api.Operations;
using GlusterDr.Durable;
using GlusterDr.Gluster.Events;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>
/// Receives Gluster's events. An event only makes runs read the status earlier: its content is not trusted, and an event that is lost,
/// late or repeated does no harm. So each is answered at once, and if too many arrive, the rest is dropped.
/// </summary>
public sealed class GlusterWebhook : IAsyncDisposable
{
    /// <summary>The route of the webhook.</summary>
    public const string Route = $"{ApiOperations.Prefix}/gluster-events";

    /// <summary>The largest event, in bytes. Those of Gluster are far smaller.</summary>
    public const int MaxBodyBytes = 16 << 10;

    private const int MostWaiting = 100;

    private readonly WebhookToken _token;
    private readonly IOrchestrationClient _client;
    private readonly RunStore _runs;
    private readonly LeaseStore _leases;
    private readonly NodeEventStore _nodeEvents;
    private readonly ILogger<GlusterWebhook> _logger;
    private readonly SeenEvents _seen;
    private readonly Channel<GlusterEvent> _waiting = Channel.CreateBounded<GlusterEvent>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Task _passing;

    /// <summary>A webhook for requests with the token.</summary>
    public GlusterWebhook(
        WebhookToken token,
        IOrchestrationClient client,
        RunStore runs,
        LeaseStore leases,
        NodeEventStore nodeEvents,
        TimeProvider time,
        ILogger<GlusterWebhook> logger)
    {
        (_token, _client, _runs, _leases, _nodeEvents, _logger) = (token, client, runs, leases, nodeEvents, logger);
        _seen = new SeenEvents(time);
        _passing = Task.Run(PassOnAsync);
    }

    /// <summary>Answers a request: 200 accepted, 401 without the token, 409 repeated, 413 too large, 400 not an event.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.StatusCode = await TakeAsync(http.Request, http.RequestAborted);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _passing;
    }

    private async Task<int> TakeAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!_token.IsIn(request.Headers.Authorization.ToString()))
        {
            return StatusCodes.Status401Unauthorized;
        }

        if (await ReadAsync(request, cancellation) is not { } body)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        if (body.Length == 0)
        {
            // `gluster-eventsapi webhook-test` sends an empty body, and expects success.
            return StatusCodes.Status200OK;
        }

        if (GlusterEvent.Read(body) is not { } happened)
        {
            return StatusCodes.Status400BadRequest;
        }

        if (!_seen.TryAdd(happened, body))
        {
            return StatusCodes.Status409Conflict;
        }

        if (happened.IsGeoReplication || happened.TestId is not null)
        {
            _waiting.Writer.TryWrite(happened);
        }

        return StatusCodes.Status200OK;
    }

    /// <summary>Reads the body. Null: it is too large. At most the limit is read.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxBodyBytes)
        {
            return null;
        }

        byte[] buffer = new byte[MaxBodyBytes + 1];
        int read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read > MaxBodyBytes ? null : buffer[..read];
    }

    private async Task PassOnAsync()
    {
        await foreach (GlusterEvent happened in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                await PassOnAsync(happened);
            }
            catch (Exception e)
            {
                // Runs continue to poll.
                ApiLog.EventNotPassedOn(_logger, happened.Event, e);
            }
        }
    }

    private async Task PassOnAsync(GlusterEvent happened)
    {
        if (happened.IsGeoReplication)
        {
            await RaiseAsync(happened);
        }

        await _nodeEvents.RecordAsync(happened.NodeId, happened.Event, happened.TestId, CancellationToken.None);
    }

    private async Task RaiseAsync(GlusterEvent happened)
    {
        // Runs in progress hold a lease on their volumes. A list of all instances would be long, and in Azure expensive.
        foreach (string run in (await _leases.ListAsync(CancellationToken.None)).Select(l => l.Holder).Where(h => RunId.TryParse(h, out _)).Distinct())
        {
            // A run that was just started has none yet, and waits for nothing.
            if (await _runs.FindPolicyAsync(run, CancellationToken.None) is not { } policy)
            {
                continue;
            }

            foreach (Destination destination in policy.Destinations.Where(d => happened.PrimaryVolume is not { } volume || policy.PrimaryOf(d) == volume))
            {
                await _client.RaiseEventAsync(run, RunStarter.CheckNowEvent(destination.Name), happened.Event);
            }
        }
    }
}
