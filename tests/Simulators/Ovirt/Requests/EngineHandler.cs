using System.Net;
using System.Text;

namespace GlusterDr.Simulators;

/// <summary>Answers a client's requests instead of the network, with the answers and the latency of the simulated engine.</summary>
public sealed class EngineHandler(SimulatedEngine engine) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        EngineCall call = new(request.Method.Method, request.RequestUri!, HeadersOf(request), body);
        return await engine.AnswerAsync(call, cancellationToken) is { } answer
            ? Message(request, answer)
            : throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.", new IOException("The connection was cut."));
    }

    private static Dictionary<string, string> HeadersOf(HttpRequestMessage request) => request.Headers
        .Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
        .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);

    private static HttpResponseMessage Message(HttpRequestMessage request, EngineAnswer answer)
    {
        HttpResponseMessage message = new((HttpStatusCode)answer.Status) { RequestMessage = request };
        if (answer.Body is not null)
        {
            message.Content = new StringContent(answer.Body, Encoding.UTF8, answer.Type);
        }

        foreach ((string name, string value) in answer.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
