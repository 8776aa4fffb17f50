using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>What a pool's events must come with. It opens nothing else: whoever has it can make runs look, and no more.</summary>
public sealed class WebhookToken
{
    private const string Scheme = "Bearer ";

    // Hashed, so that both sides of the comparison have one length and it takes one time.
    private readonly byte[]? _expected;

    /// <summary>Makes one.</summary>
    /// <param name="value">The token; not empty.</param>
    public WebhookToken(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        (Secret, _expected) = (value, Hash(value));
    }

    private WebhookToken()
    {
    }

    /// <summary>That of a host that takes no events: nothing fits it.</summary>
    public static WebhookToken None { get; } = new();

    /// <summary>What nodes are told to come with; null: this host takes no events.</summary>
    public string? Secret { get; }

    /// <summary>Whether an Authorization header holds it.</summary>
    public bool IsIn(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return _expected is not null
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _expected);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
