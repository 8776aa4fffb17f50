using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using Microsoft.Extensions.Logging;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>
/// Client of the oVirt engine's REST API v4, in XML. A refused token is renewed. The client waits, for a limited time, while an object
/// is locked (409) or the engine restarts (503, or an answer of its web server). Each attempt has its own correlation id, because the
/// engine groups jobs by it.
/// </summary>
public sealed class EngineClient : IDisposable
{
    private static readonly Backoff s_backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromMinutes(2);

    private readonly EngineSettings _settings;
    private readonly HttpClient _http;
    private readonly EngineLogin _session;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>A client of one engine.</summary>
    public EngineClient(
        EngineSettings settings, IEngineHandlerFactory handlers, ISecretReader secrets, TimeProvider time, ILogger<EngineClient> logger)
    {
        _settings = settings with { Url = settings.Url.TrimEnd('/') };
        _http = new HttpClient(handlers.Create(settings)) { Timeout = Timeout.InfiniteTimeSpan };
        _session = new EngineLogin(_settings, _http, secrets, time);
        _time = time;
        _logger = logger;
    }

    /// <summary>How long to wait for an engine that is down or starting. The default value is 3 minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How long to wait for a locked object. It is short because other work may wait for the caller. The default value is 1 minute.
    /// </summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Reads a resource.</summary>
    /// <param name="path">The path below <c>/api/</c>, with its query, escaped.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the resource does not exist.</returns>
    public async Task<XElement?> FindAsync(string path, CancellationToken cancellation)
    {
        EngineAnswer answer = await RequestAsync(HttpMethod.Get, path, null, cancellation);
        return answer.Status == HttpStatusCode.NotFound ? null : Representation(HttpMethod.Get, path, answer);
    }

    /// <inheritdoc cref="FindAsync"/>
    /// <exception cref="DrException"><see cref="ErrorCodes.EngineFailed"/>: also if the resource does not exist.</exception>
    public async Task<XElement> GetAsync(string path, CancellationToken cancellation) =>
        Representation(HttpMethod.Get, path, await RequestAsync(HttpMethod.Get, path, null, cancellation));

    /// <summary>Adds to a collection, or executes an action.</summary>
    public async Task<XElement> PostAsync(string path, XElement body, CancellationToken cancellation) =>
        Representation(HttpMethod.Post, path, await RequestAsync(HttpMethod.Post, path, body, cancellation));

    /// <summary>Deletes a resource; false: it does not exist.</summary>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellation)
    {
        EngineAnswer answer = await RequestAsync(HttpMethod.Delete, path, null, cancellation);
        return answer switch
        {
            { IsSuccess: true } => true,
            { Status: HttpStatusCode.NotFound } => false,
            _ => throw Failure(HttpMethod.Delete, path, answer),
        };
    }

    /// <summary>Logs out.</summary>
    public Task LogOutAsync(CancellationToken cancellation) => _session.RevokeAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _http.Dispose();
    }

    private async Task<EngineAnswer> RequestAsync(HttpMethod method, string path, XElement? body, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        for (Backoff backoff = s_backoff; ; backoff = backoff.Next)
        {
            EngineAnswer answer = await RequestOnceAsync(method, path, body, cancellation);
            TimeSpan delay = backoff.Pause * (0.75 + (Random.Shared.NextDouble() / 2));
            TimeSpan patience = answer.IsAway ? Patience : answer.IsBusy ? LockPatience : TimeSpan.Zero;
            if (_time.GetElapsedTime(started) + delay > patience)
            {
                return answer;
            }

            EngineLog.Waits(_logger, method.Method, path, answer.Fault, delay.TotalSeconds);
            await Task.Delay(delay, _time, cancellation);
        }
    }

    /// <summary>
    /// Distinguishes an engine that has not started yet from an answer of the engine. Its web server starts first, and answers with
    /// "not found" or an internal error.
    /// </summary>
    private async Task<EngineAnswer> RequestOnceAsync(HttpMethod method, string path, XElement? body, CancellationToken cancellation)
    {
        EngineAnswer answer = await RequestAsLoggedInAsync(method, path, body, cancellation);
        if (answer.IsBroken)
        {
            return method == HttpMethod.Get ? answer with { IsStarting = true } : throw Interrupted(method, path, answer.Fault);
        }

        if (!answer.IsNowhere)
        {
            return answer;
        }

        EngineAnswer root = await RequestAsLoggedInAsync(HttpMethod.Get, "", null, cancellation);
        return root is { IsSuccess: true, Body.Name.LocalName: "api" }
            ? await RequestAsLoggedInAsync(method, path, body, cancellation)
            : answer with { IsStarting = true };
    }

    private async Task<EngineAnswer> RequestAsLoggedInAsync(HttpMethod method, string path, XElement? body, CancellationToken cancellation)
    {
        using CancellationTokenSource bound = new(s_requestTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            string? token = await _session.TokenAsync(null, either.Token);
            EngineAnswer answer = await SendAsync(method, path, body, token, either.Token);
            if (answer.Status == HttpStatusCode.Unauthorized)
            {
                EngineLog.TokenRefused(_logger);
                token = await _session.TokenAsync(token, either.Token);
                answer = await SendAsync(method, path, body, token, either.Token);
            }

            return answer;
        }
        catch (HttpRequestException e) when (NothingSent(e))
        {
            return EngineAnswer.Away;
        }
        catch (HttpRequestException e)
        {
            throw Broken(method, path, e);
        }
        catch (IOException e)
        {
            throw Interrupted(method, path, e.Message);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !either.IsCancellationRequested)
        {
            // There was no connection within the connect timeout: nothing was sent.
            return EngineAnswer.Away;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Interrupted(method, path, $"no answer within {s_requestTimeout.TotalSeconds:0} s");
        }
    }

    private async Task<EngineAnswer> SendAsync(
        HttpMethod method, string path, XElement? body, string? token, CancellationToken cancellation)
    {
        if (token is null)
        {
            return EngineAnswer.Away;
        }

        using HttpRequestMessage request = new(method, path.Length == 0 ? $"{_settings.Url}/api" : $"{_settings.Url}/api/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/xml");
        // Faults are classified by their text, so it must be in English.
        request.Headers.AcceptLanguage.ParseAdd("en-US");
        request.Headers.Add("Version", "4");
        // The engine cuts longer ones to 36 characters.
        string correlation = $"gdr-{Guid.NewGuid():N}";
        request.Headers.Add("Correlation-Id", correlation);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/xml");
        }

        long started = _time.GetTimestamp();
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        XElement? representation = await ReadAsync(response, cancellation);
        EngineLog.Answered(_logger, method.Method, path, (int)response.StatusCode, _time.GetElapsedTime(started).TotalMilliseconds, correlation);
        return new EngineAnswer(response.StatusCode, representation);
    }

    private static async Task<XElement?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        try
        {
            XElement root = await XElement.LoadAsync(stream, LoadOptions.None, cancellation);
            return root.Name.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase) ? null : root;
        }
        catch (XmlException)
        {
            // The answer is a page of a proxy, or empty. The status is enough.
            return null;
        }
    }

    /// <summary>Whether nothing was sent. A request that may have been executed must not be repeated without checking its effect.</summary>
    private static bool NothingSent(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private XElement Representation(HttpMethod method, string path, EngineAnswer answer) =>
        answer.IsSuccess && answer.Body is { } body ? body : throw Failure(method, path, answer);

    private DrException Failure(HttpMethod method, string path, EngineAnswer answer) => new(answer switch
    {
        { IsAway: true } => new Error(
            ErrorCodes.HypervisorUnavailable,
            ErrorClass.Transient,
            $"Unexpected answer of the oVirt engine: {answer.Fault}.",
            _settings.Url,
            $"{method} {path}",
            "Check the oVirt engine's service (systemctl status ovirt-engine), its log (/var/log/ovirt-engine/engine.log), and the network to it."),
        { IsBusy: true } => new Error(
            ErrorCodes.VmBusy, ErrorClass.Transient, answer.Fault, _settings.Url, $"{method} {path}", "Another operation is in progress; see the tasks in the oVirt engine."),
        { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new Error(
            ErrorCodes.HostAccessDenied,
            ErrorClass.NeedsPerson,
            $"The oVirt engine does not permit '{_settings.User}' to do this: {answer.Fault}.",
            _settings.Url,
            $"{method} {path}",
            "Assign the user a role with the permissions listed in docs/ovirt.md, 'Permissions of the user'."),
        { IsSuccess: true } => new Error(
            ErrorCodes.OutputUnreadable, ErrorClass.Permanent, "The oVirt engine's answer is not XML.", _settings.Url, $"{method} {path}", "Check the address of the oVirt engine."),
        _ => new Error(ErrorCodes.EngineFailed, ErrorClass.Permanent, answer.Fault, _settings.Url, $"{method} {path}"),
    });

    private DrException Broken(HttpMethod method, string path, HttpRequestException e) =>
        e.HttpRequestError == HttpRequestError.SecureConnectionError || e.InnerException is AuthenticationException
            ? new(new Error(
                ErrorCodes.HostKeyRejected,
                ErrorClass.NeedsPerson,
                $"The oVirt engine's certificate is not trusted: {e.InnerException?.Message ?? e.Message}",
                _settings.Url,
                $"{method} {path}",
                "Put the certificate authority of this engine into the policy's hypervisor.ca; compare its fingerprint first."))
            : Interrupted(method, path, e.Message);

    private DrException Interrupted(HttpMethod method, string path, string why) => new(new Error(
        ErrorCodes.HypervisorUnavailable,
        ErrorClass.Transient,
        $"The connection to the oVirt engine broke. It is not known whether the request was executed: {why}.",
        _settings.Url,
        $"{method} {path}"));
}
