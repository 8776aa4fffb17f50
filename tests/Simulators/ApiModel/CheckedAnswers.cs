using System.Collections.Concurrent;
using System.Xml.Linq;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Sites;

namespace GlusterDr.Simulators;

/// <summary>Connects to engines, and compares each answer with the documented API.</summary>
public sealed class CheckedAnswers(IEngineHandlerFactory engines) : IEngineHandlerFactory
{
    private readonly ConcurrentDictionary<string, byte> _faults = new(StringComparer.Ordinal);

    /// <summary>The faults of answers, each once.</summary>
    public IReadOnlyCollection<string> Faults => [.. _faults.Keys];

    /// <inheritdoc/>
    public HttpMessageHandler Create(EngineSettings settings) => new Handler(this, engines.Create(settings));

    private async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/xml")
        {
            return;
        }

        XElement body = XElement.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        foreach (string fault in AnswerChecker.Check(request.Method.Method, request.RequestUri!.AbsolutePath.TrimEnd('/'), body))
        {
            _faults.TryAdd(fault, 0);
        }
    }

    private sealed class Handler(CheckedAnswers owner, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            await owner.CheckAsync(request, answer, cancellationToken);
            return answer;
        }
    }
}
