using System.Globalization;
using System.Text.Json;

namespace GlusterDr.Simulators;

/// <summary>The engine's single sign-on: issues, checks and revokes tokens.</summary>
internal sealed class EngineTokens(SimulatedEngine engine)
{
    private const string Scope = "ovirt-app-api";

    private readonly Dictionary<string, DateTimeOffset> _deadlines = new(StringComparer.Ordinal);

    /// <summary>All tokens that it has issued.</summary>
    public List<string> Issued { get; } = [];

    /// <summary>Whether a request with this header is authenticated. Each use extends the validity of a token.</summary>
    public bool Accepts(string? authorization)
    {
        const string bearer = "Bearer ";
        if (authorization?.StartsWith(bearer, StringComparison.Ordinal) != true)
        {
            return false;
        }

        string token = authorization[bearer.Length..].Trim();
        if (!_deadlines.TryGetValue(token, out DateTimeOffset deadline) || deadline <= engine.Now)
        {
            _deadlines.Remove(token);
            return false;
        }

        _deadlines[token] = engine.Now + engine.Options.TokenLifetime;
        return true;
    }

    public void Clear() => _deadlines.Clear();

    public EngineAnswer Issue(EngineExchange exchange, Dictionary<string, string> form)
    {
        if (exchange.Method != "POST" || !Accepts(exchange))
        {
            return Refuse("invalid_request", "The Accept header must ask for application/json.");
        }

        if (form.GetValueOrDefault("grant_type") != "password")
        {
            return form.ContainsKey("grant_type")
                ? Refuse("unsupported_grant_type", "The authorization grant type is not supported by the authorization server.")
                : Refuse("invalid_request", "Missing parameter: 'grant_type'");
        }

        string scope = form.GetValueOrDefault("scope", "");
        if (!scope.Split(' ').Contains(Scope))
        {
            return Refuse("invalid_scope", $"The requested scope '{scope}' is invalid, unknown, or malformed, or exceeds the scope granted by the resource owner.");
        }

        string user = form.GetValueOrDefault("username", "");
        return user == engine.Options.UserName && form.GetValueOrDefault("password") == engine.Options.Password
            ? Grant(scope)
            : Refuse("access_denied", $"Cannot authenticate user '{user}': Unable to log in. Verify your login information or contact the system administrator..");
    }

    /// <summary>Revokes a token. An unknown or missing token is not an error.</summary>
    public EngineAnswer Revoke(Dictionary<string, string> form)
    {
        _deadlines.Remove(form.GetValueOrDefault("token", ""));
        return EngineAnswer.Json(200, "{}");
    }

    private EngineAnswer Grant(string scope)
    {
        string token = $"{StableHash.Uuid($"token {engine.NewId("token")}").Replace("-", "", StringComparison.Ordinal)}_{_deadlines.Count}";
        DateTimeOffset end = engine.Now + engine.Options.TokenLifetime;
        _deadlines[token] = end;
        Issued.Add(token);
        return EngineAnswer.Json(200, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["access_token"] = token,
            ["scope"] = scope,
            ["exp"] = end.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["token_type"] = "bearer",
        }));
    }

    // If only the API's scope is requested, "error" is the text, and the code is in another field.
    private static EngineAnswer Refuse(string code, string message) =>
        EngineAnswer.Json(400, JsonSerializer.Serialize(new Dictionary<string, string> { ["error_code"] = code, ["error"] = message }));

    private static bool Accepts(EngineExchange exchange) =>
        exchange.Headers.TryGetValue("Accept", out string? accept) && accept.Contains("application/json", StringComparison.Ordinal);
}
