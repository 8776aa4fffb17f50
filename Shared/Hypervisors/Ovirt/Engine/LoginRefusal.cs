using System.Security.Cryptography;
using System.Text;
using GlusterDr.Errors;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A login that the engine refused. Only a salted hash of the password is kept.</summary>
internal sealed class LoginRefusal
{
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _hash;

    public LoginRefusal(string password, long at, TimeSpan span, Error error)
    {
        _hash = Hash(password);
        At = at;
        Span = span;
        Error = error;
    }

    /// <summary>When it was refused, as a timestamp of the time provider.</summary>
    public long At { get; }

    /// <summary>How long the same password is not tried again.</summary>
    public TimeSpan Span { get; }

    /// <summary>The error.</summary>
    public Error Error { get; }

    /// <summary>Whether this password is the one that was refused.</summary>
    public bool IsOf(string password) => CryptographicOperations.FixedTimeEquals(_hash, Hash(password));

    private byte[] Hash(string password) => SHA256.HashData([.. _salt, .. Encoding.UTF8.GetBytes(password)]);
}
