using System.Text;
using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>Answers a client's requests in place of the network: as the simulated engine would, and in its time.</summary>
public sealed partial class EngineHandler(SimulatedEngine engine) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        (EngineExchange exchange, IReadOnlyList<EngineRule> rules) = engine.Receive((number, at) => ExchangeOf(number, at, request, body));
        if (rules.Any(r => r.CutsBefore))
        {
            throw Cut();
        }

        TimeSpan latency = rules.Any(r => r.HangsBefore) ? Timeout.InfiniteTimeSpan : engine.LatencyOf(exchange, rules);
        EngineExchange asked = exchange with { Body = body };
        string? authorization = request.Headers.Authorization?.ToString();
        try
        {
            await WaitAsync(latency, cancellationToken);
        }
        catch (OperationCanceledException) when (latency >= TimeSpan.Zero)
        {
            // Whoever asked has hung up; the engine goes on with it.
            engine.World.At(exchange.At + latency, () => exchange.Status = engine.Execute(asked, authorization, rules).Answer.Status);
            throw;
        }

        (EngineAnswer answer, string? correlationId) = engine.Execute(asked, authorization, rules);
        exchange.Status = rules.Any(r => r.CutsAfter) ? 0 : answer.Status;
        return exchange.Status == 0 ? throw Cut() : Message(request, answer, correlationId);
    }

    private Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, engine.World.Time, cancellation);

    private static HttpRequestException Cut() =>
        new(HttpRequestError.ResponseEnded, "The response ended prematurely.", new IOException("The connection was cut."));

    private static EngineExchange ExchangeOf(int number, DateTimeOffset at, HttpRequestMessage request, string body)
    {
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers = request.Headers.Where(h => h.Key != "Authorization");
        return new EngineExchange(
            number,
            at,
            request.Method.Method,
            request.RequestUri!.AbsolutePath.TrimEnd('/'),
            request.RequestUri.Query,
            headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            Password().Replace(body, "password=***"));
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, EngineAnswer answer, string? correlationId)
    {
        HttpResponseMessage message = new((System.Net.HttpStatusCode)answer.Status) { RequestMessage = request };
        if (answer.Body is not null)
        {
            message.Content = new StringContent(answer.Body, Encoding.UTF8, answer.Type);
        }

        if (correlationId is not null)
        {
            message.Headers.Add("Correlation-Id", correlationId);
        }

        if (answer.Status == 401)
        {
            message.Headers.Add("WWW-Authenticate", "Basic realm=\"RESTAPI\"");
        }

        return message;
    }

    [GeneratedRegex("password=[^&]*")]
    private static partial Regex Password();
}
