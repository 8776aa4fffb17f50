using System.Text;
using GlusterDr.Errors;
using GlusterDr.Sites;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>Reads private keys.</summary>
internal static class SshNetKey
{
    /// <summary>Reads the key in a secret. The caller must dispose it.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecretUnreadable"/>: it contains no usable key.</exception>
    public static PrivateKeyFile Read(SecretReference place, string text, string? host = null)
    {
        try
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(text + "\n"));
            return new PrivateKeyFile(stream);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            throw Unusable(place, "contains a private key that needs a passphrase", host, "Remove the passphrase: ssh-keygen -p -N '' -f KEY. The vault protects the key.");
        }
        catch (Exception e) when (e is SshException or NotSupportedException or FormatException or ArgumentException)
        {
            // The library's message may quote the key.
            throw Unusable(
                place,
                $"contains no private key that can be used ({e.GetType().Name})",
                host,
                "It must be a key in PEM or OpenSSH's own format, with its line breaks, without a passphrase.");
        }
    }

    private static DrException Unusable(SecretReference place, string why, string? host, string advice) =>
        new(new Error(ErrorCodes.SecretUnreadable, ErrorClass.NeedsPerson, $"{place} {why}.", host, Advice: advice));
}
