using System.Text;
using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>Authentication of the API: by a token, by name and password, or by a login session that an earlier request has started.</summary>
internal sealed partial class EngineLogin(SimulatedEngine engine)
{
    private readonly Dictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);

    /// <summary>Whether a request with these headers is authenticated.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="cookie">The cookie that the answer sets. Null: none.</param>
    public bool Accepts(IReadOnlyDictionary<string, string> headers, out string? cookie)
    {
        cookie = null;
        bool persists = headers.TryGetValue("Prefer", out string? prefer) && prefer.Contains("persistent-auth", StringComparison.OrdinalIgnoreCase);
        string session = Session().Match(headers.GetValueOrDefault("Cookie", "")).Groups[1].Value;
        if (!persists)
        {
            // A request without the header for a persistent session ends it.
            _sessions.Remove(session);
        }
        else if (_sessions.TryGetValue(session, out DateTimeOffset deadline) && deadline > engine.Now)
        {
            _sessions[session] = engine.Now + engine.Options.TokenLifetime;
            return true;
        }

        string? authorization = headers.GetValueOrDefault("Authorization");
        bool accepted = engine.Tokens.Accepts(authorization) || IsPassword(authorization);
        if (accepted && persists)
        {
            session = StableHash.Uuid(engine.NewId("session")).Replace("-", "", StringComparison.Ordinal);
            _sessions[session] = engine.Now + engine.Options.TokenLifetime;
            cookie = $"JSESSIONID={session}; path=/ovirt-engine/api; HttpOnly";
        }

        return accepted;
    }

    public void Clear() => _sessions.Clear();

    private bool IsPassword(string? authorization)
    {
        const string basic = "Basic ";
        if (authorization?.StartsWith(basic, StringComparison.Ordinal) != true)
        {
            return false;
        }

        Span<byte> given = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[basic.Length..].Trim(), given, out int length)
            && Encoding.UTF8.GetString(given[..length]) == $"{engine.Options.UserName}:{engine.Options.Password}";
    }

    [GeneratedRegex("JSESSIONID=([^;,\\s]+)")]
    private static partial Regex Session();
}
