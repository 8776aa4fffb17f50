using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>The login at the oVirt engine: one token for all requests, renewed when it is refused, revoked at the end.</summary>
internal sealed class EngineLogin(EngineSettings settings, HttpClient http, ISecretReader secrets, TimeProvider time) : IDisposable
{
    private const string Scope = "ovirt-app-api";

    // The engine locks an account after five wrong passwords, which would lock out its other users.
    private static readonly TimeSpan s_firstSpan = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longestSpan = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_logOutBound = TimeSpan.FromSeconds(15);

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue });
    private string? _token;
    private LoginRefusal? _refusal;

    /// <summary>Gets a token other than the refused one.</summary>
    /// <param name="refused">The token that the engine no longer accepts; null: none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the engine is down or starting.</returns>
    public async Task<string?> TokenAsync(string? refused, CancellationToken cancellation)
    {
        if (_token is { } token && token != refused)
        {
            return token;
        }

        using RateLimitLease turn = await _turns.AcquireAsync(cancellationToken: cancellation);
        if (_token is null || _token == refused)
        {
            _token = await LogInAsync(cancellation);
        }

        return _token;
    }

    /// <summary>Revokes the token. A failure does not matter, because the token expires.</summary>
    public async Task RevokeAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _token, null) is not { } token)
        {
            return;
        }

        using CancellationTokenSource bound = new(s_logOutBound, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            using FormUrlEncodedContent form = new([new("token", token), new("scope", Scope)]);
            using HttpResponseMessage response = await http.PostAsync($"{settings.Url}/services/sso-logout", form, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            // The token expires.
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<string?> LogInAsync(CancellationToken cancellation)
    {
        string password = await ReadPasswordAsync(cancellation);
        LoginRefusal? before = _refusal?.IsOf(password) == true ? _refusal : null;
        if (before is not null && time.GetElapsedTime(before.At) < before.Span)
        {
            throw new DrException(before.Error);
        }

        using FormUrlEncodedContent form = new(
            [new("grant_type", "password"), new("scope", Scope), new("username", settings.User), new("password", password)]);
        using HttpRequestMessage request = new(HttpMethod.Post, $"{settings.Url}/sso/oauth/token") { Content = form };
        request.Headers.Accept.ParseAdd("application/json");
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        string body = await response.Content.ReadAsStringAsync(cancellation);
        if (Read(body, "access_token") is { } token)
        {
            _refusal = null;
            return token;
        }

        string? code = Read(body, "error_code") ?? Read(body, "error");
        if (IsAway(code, response.StatusCode))
        {
            return null;
        }

        string words = Read(body, "error_description") ?? Read(body, "error") ?? $"HTTP {(int)response.StatusCode}";
        if (code is not ("access_denied" or "invalid_grant"))
        {
            throw new DrException(Refusal(words, "It is not tried again by itself."));
        }

        TimeSpan span = before is null ? s_firstSpan : before.Span * 2 < s_longestSpan ? before.Span * 2 : s_longestSpan;
        _refusal = new LoginRefusal(password, time.GetTimestamp(), span, Refusal(words, $"The same password is not tried again for {span.TotalMinutes:0} minutes."));
        throw new DrException(_refusal.Error);
    }

    /// <summary>
    /// Without an error code of the engine, a proxy has answered. <c>server_error</c> means a failure of the engine itself, or of the
    /// directory or Keycloak behind it (OAuthTokenServlet).
    /// </summary>
    private static bool IsAway(string? code, HttpStatusCode status) =>
        code is "server_error" or "temporarily_unavailable" || (code is null && (status == HttpStatusCode.NotFound || (int)status >= 500));

    private async Task<string> ReadPasswordAsync(CancellationToken cancellation) =>
        SecretReference.TryParse(settings.Password, out SecretReference? reference, out string? problem)
            ? await secrets.ReadAsync(reference, cancellation)
            : throw new DrException(new Error(ErrorCodes.PolicyInvalid, ErrorClass.Permanent, $"The oVirt engine's password: {problem}."));

    private static string? Read(string json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Error Refusal(string words, string next) => new(
        ErrorCodes.HostAccessDenied,
        ErrorClass.NeedsPerson,
        $"The oVirt engine refused the login of '{settings.User}': {words}",
        settings.Url,
        "POST /sso/oauth/token",
        $"Check user, profile (name@profile) and password. {next} A locked account is unlocked with ovirt-aaa-jdbc-tool user unlock.");
}
