using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Api;

/// <summary>A bearer token, compared in constant time.</summary>
/// <param name="value">The token.</param>
internal sealed class BearerToken(string value)
{
    private const string Scheme = "Bearer ";

    // Both sides are hashed so that they have the same length: the comparison then takes the same time for all tokens.
    private readonly byte[] _expected = Hash(value);

    /// <summary>Whether an Authorization header contains it.</summary>
    public bool IsIn(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _expected);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
