using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Functions.Remote;

/// <summary>One line of pinned host keys.</summary>
/// <param name="Hosts">The hosts that it is for: names, patterns, or the hash of a name.</param>
/// <param name="Type">The key's type; null: not given.</param>
/// <param name="Key">The key in base64, or its fingerprint.</param>
/// <param name="Revoked">Whether the key must never be trusted.</param>
internal sealed record HostKeyPin(string Hosts, string? Type, string Key, bool Revoked)
{
    private const string Fingerprint = "SHA256:";

    /// <summary>Parses a line; null: it pins no key. Certificate authorities are not supported and pin no key.</summary>
    public static HostKeyPin? Parse(string line)
    {
        string[] fields = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        bool revoked = fields is ["@revoked", ..];
        return (revoked ? fields[1..] : fields) switch
        {
            [var first, ..] when first[0] is '#' or '@' => null,
            [var hosts, var key, ..] when key.StartsWith(Fingerprint, StringComparison.Ordinal) => new(hosts, null, key, revoked),
            [var hosts, var type, var key, ..] => new(hosts, type, key, revoked),
            _ => null,
        };
    }

    /// <summary>Why a line does not pin a key; null: it does, or it is empty or a comment. Does not quote the line.</summary>
    public static string? ProblemOf(string line)
    {
        string text = line.Trim();
        return text.Length == 0 || text[0] == '#' ? null
            : Parse(text) is { } pin ? pin.Problem()
            : text.StartsWith("@cert-authority", StringComparison.Ordinal) ? "certificate authorities are not supported; pin each host's own key"
            : "it is not 'HOST TYPE KEY', and not 'HOST SHA256:FINGERPRINT'";
    }

    /// <summary>Whether it is for this host; a name is <c>host</c>, or <c>[host]:port</c>.</summary>
    public bool IsFor(string name)
    {
        if (Hosts.StartsWith("|1|", StringComparison.Ordinal))
        {
            return IsHashOf(name);
        }

        string[] patterns = Hosts.Split(',');
        return patterns.Any(p => Matches(p, name)) && !patterns.Any(p => p.StartsWith('!') && Matches(p[1..], name));
    }

    /// <summary>Whether it matches this key.</summary>
    public bool IsOf(ReadOnlySpan<byte> key) => Key.StartsWith(Fingerprint, StringComparison.Ordinal)
        ? Key[Fingerprint.Length..].TrimEnd('=') == Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')
        : Key == Convert.ToBase64String(key);

    private string? Problem()
    {
        if (Hosts.StartsWith('|') && !(Hosts.Split('|') is ["", "1", var salt, var hash] && IsBase64(salt, 20) && IsBase64(hash, 20)))
        {
            return "the hash of the host's name is malformed";
        }

        return Key.StartsWith(Fingerprint, StringComparison.Ordinal)
            ? IsBase64(Key[Fingerprint.Length..].TrimEnd('=') + "=", 32) ? null : "the fingerprint is malformed"
            : IsKeyOfType() ? null : "the key is malformed, or not of the type that the line says";
    }

    // A public key contains its type: four bytes of length, and the name.
    private bool IsKeyOfType()
    {
        byte[] key = new byte[Key.Length];
        byte[] type = Encoding.ASCII.GetBytes(Type ?? "");
        return Convert.TryFromBase64String(Key, key, out int length)
            && length > 4 + type.Length
            && BinaryPrimitives.ReadInt32BigEndian(key) == type.Length
            && key.AsSpan(4, type.Length).SequenceEqual(type);
    }

    private static bool IsBase64(string text, int bytes) =>
        Convert.TryFromBase64String(text, new byte[text.Length], out int length) && length == bytes;

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    // The format of `ssh-keygen -H`: |1|salt|hash.
    private bool IsHashOf(string name)
    {
        byte[] salt = new byte[64];
        return Hosts.Split('|') is [_, _, var salt64, var hash64]
            && Convert.TryFromBase64String(salt64, salt, out int length)
#pragma warning disable CA5350 // The format allows only SHA-1, which only hides the name, not the key.
            && Convert.ToBase64String(HMACSHA1.HashData(salt.AsSpan(0, length), Encoding.UTF8.GetBytes(name))) == hash64;
#pragma warning restore CA5350
    }
}
