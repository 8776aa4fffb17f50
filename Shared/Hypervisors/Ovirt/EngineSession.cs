using System.Net;
using System.Text.Json;
using GlusterDr.Errors;
using GlusterDr.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>Our login at the engine: one token for all requests, got anew when it is refused, revoked at the end.</summary>
internal sealed class EngineSession(EngineSettings settings, HttpClient http, ISecretReader secrets, TimeProvider time) : IDisposable
{
    private const string Scope = "ovirt-app-api";

    // The engine locks an account after five wrong passwords, which would lock out whoever else uses it.
    private static readonly TimeSpan s_rememberRefusal = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _token;
    private LoginRefusal? _refusal;

    /// <summary>A token that is not the one that was refused.</summary>
    /// <param name="refused">The one that the engine no longer takes; null: none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null: the engine is away.</returns>
    public async Task<string?> TokenAsync(string? refused, CancellationToken cancellation)
    {
        if (_token is { } token && token != refused)
        {
            return token;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            if (_token is null || _token == refused)
            {
                _token = await LogInAsync(cancellation);
            }

            return _token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives the token back. It does not matter if that fails: it expires.</summary>
    public async Task RevokeAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _token, null) is not { } token)
        {
            return;
        }

        try
        {
            using FormUrlEncodedContent form = new([new("token", token), new("scope", Scope)]);
            using HttpResponseMessage response = await http.PostAsync($"{settings.Url}/services/sso-logout", form, cancellation);
        }
        catch (HttpRequestException)
        {
            // As said.
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> LogInAsync(CancellationToken cancellation)
    {
        string password = await ReadPasswordAsync(cancellation);
        if (_refusal is { } before && before.IsOf(password) && time.GetElapsedTime(before.At) < s_rememberRefusal)
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

        if (Read(body, "error") is not { } code)
        {
            return IsAway(response.StatusCode) ? null : throw new DrException(Refusal($"HTTP {(int)response.StatusCode}"));
        }

        _refusal = new LoginRefusal(password, time.GetTimestamp(), Refusal(Read(body, "error_description") ?? code));
        throw new DrException(_refusal.Error);
    }

    /// <summary>Without a word of the engine's own it is what stands before it that answers.</summary>
    private static bool IsAway(HttpStatusCode status) => status == HttpStatusCode.NotFound || (int)status >= 500;

    private async Task<string> ReadPasswordAsync(CancellationToken cancellation) =>
        SecretReference.TryParse(settings.Password, out SecretReference? reference, out string? problem)
            ? await secrets.ReadAsync(reference, cancellation)
            : throw new DrException(new Error(ErrorCodes.PolicyInvalid, ErrorClass.Permanent, $"The engine's password: {problem}."));

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

    private Error Refusal(string words) => new(
        ErrorCodes.HostAccessDenied,
        ErrorClass.NeedsPerson,
        $"The engine refuses the login of '{settings.User}': {words}",
        settings.Url,
        "POST /sso/oauth/token",
        $"Check user, profile (name@profile) and password; the same password is not tried again for {s_rememberRefusal.TotalMinutes:0} minutes. "
            + "A locked account is unlocked with ovirt-aaa-jdbc-tool user unlock.");
}
