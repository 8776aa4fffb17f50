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
/// Takes Gluster's events. One only means "look now": what it says is not believed, and one that is lost, late or double changes nothing.
/// So it is answered at once, and where more come than can be passed on the rest is dropped.
/// </summary>
public sealed class GlusterWebhook : IAsyncDisposable
{
    /// <summary>Where they are posted to.</summary>
    public const string Route = $"{ApiOperations.Prefix}/gluster-events";

    /// <summary>The largest event that is read: Gluster's own are far smaller.</summary>
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

    /// <summary>A webhook that lets in whoever has the token.</summary>
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

    /// <summary>Answers one: 200 taken, 401 without the token, 409 it came before, 413 too large, 400 it is none.</summary>
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
            // `gluster-eventsapi webhook-test` posts nothing, and wants to hear that it came.
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

    /// <summary>Null: it is too large. No more than the limit is ever read.</summary>
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
                // The polls go on.
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
        // Whoever is at work holds its volumes: all instances ever would be a long list, in Azure a costly one.
        foreach (string run in (await _leases.ListAsync(CancellationToken.None)).Select(l => l.Holder).Where(h => RunId.TryParse(h, out _)).Distinct())
        {
            // One that has just been started has none yet, and waits for nothing.
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
