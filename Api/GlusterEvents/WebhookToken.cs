using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Api.GlusterEvents;

/// <summary>What a pool's events must come with. It opens nothing else: whoever has it can make runs look, and no more.</summary>
/// <param name="value">The token; not empty.</param>
public sealed class WebhookToken(string value)
{
    private const string Scheme = "Bearer ";

    // Hashed, so that both sides of the comparison have one length and it takes one time.
    private readonly byte[] _expected = value.Length > 0 ? Hash(value) : throw new ArgumentException("The token is empty.", nameof(value));

    /// <summary>Whether an Authorization header holds it.</summary>
    public bool IsIn(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _expected);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
