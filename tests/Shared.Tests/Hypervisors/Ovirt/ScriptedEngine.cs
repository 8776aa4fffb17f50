using System.Net;
using System.Text;
using GlusterDr.Hypervisors.Ovirt.Engine;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

/// <summary>An engine that gives a test's answers in order, and accepts each login.</summary>
internal sealed class ScriptedEngine : HttpMessageHandler, IEngineHandlerFactory
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();
    private int _tokens;
    private string? _otherwise;

    public bool RefusesLogins { get; set; }

    public Queue<string> LoginErrors { get; } = [];

    public List<(string Method, string Path, string Token, string Correlation, string Body)> Requests { get; } = [];

    public List<string> Logins { get; } = [];

    public HttpMessageHandler Create(EngineSettings settings) => this;

    public ScriptedEngine Answers(int status, string xml = "<ok/>")
    {
        _answers.Enqueue(() => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(xml, Encoding.UTF8, "application/xml") });
        return this;
    }

    /// <summary>Its answer after the end of the script.</summary>
    public void Otherwise(string xml) => _otherwise = xml;

    public ScriptedEngine Breaks(HttpRequestError how)
    {
        _answers.Enqueue(() => throw new HttpRequestException(how, "broken"));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (request.RequestUri!.AbsolutePath.Contains("/sso/", StringComparison.Ordinal) || request.RequestUri.AbsolutePath.Contains("logout", StringComparison.Ordinal))
        {
            Logins.Add($"{request.RequestUri.AbsolutePath}?{body}");
            if (LoginErrors.TryDequeue(out string? wrong))
            {
                return new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent(wrong) };
            }

            if (RefusesLogins)
            {
                return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"access_denied","error_description":"Cannot authenticate user"}""") };
            }

            return new HttpResponseMessage { Content = new StringContent($$"""{"access_token":"token{{++_tokens}}"}""") };
        }

        Requests.Add((
            request.Method.Method,
            request.RequestUri.PathAndQuery,
            request.Headers.Authorization!.Parameter!,
            string.Concat(request.Headers.GetValues("Correlation-Id")),
            body));
        return _answers.Count == 0 && _otherwise is { } xml
            ? new HttpResponseMessage { Content = new StringContent(xml, Encoding.UTF8, "application/xml") }
            : _answers.Dequeue()();
    }
}
