using System.Text;
using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>Who is let in to the API: by a token, by name and password, or by a session that an earlier request began.</summary>
internal sealed partial class EngineLogin(SimulatedEngine engine)
{
    private readonly Dictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);

    /// <summary>Whether a request with these headers is let in.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="cookie">What the answer sets if it is let in; null: nothing.</param>
    public bool Accepts(IReadOnlyDictionary<string, string> headers, out string? cookie)
    {
        cookie = null;
        bool persists = headers.TryGetValue("Prefer", out string? prefer) && prefer.Contains("persistent-auth", StringComparison.OrdinalIgnoreCase);
        string session = Session().Match(headers.GetValueOrDefault("Cookie", "")).Groups[1].Value;
        if (!persists)
        {
            // Whoever does not ask for it to last has ended it.
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
