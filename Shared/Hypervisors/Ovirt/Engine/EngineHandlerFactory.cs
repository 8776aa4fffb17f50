using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GlusterDr.Errors;
using GlusterDr.Sites;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Creates HTTPS handlers that trust only the engine's own certificate authority, if the policy names one.</summary>
public sealed class EngineHandlerFactory : IEngineHandlerFactory
{
    private const int MostConnections = 16;

    /// <inheritdoc/>
    /// <exception cref="DrException"><see cref="ErrorCodes.SecretUnreadable"/>: the authority's file cannot be read.</exception>
    public HttpMessageHandler Create(EngineSettings settings)
    {
        SocketsHttpHandler handler = new()
        {
            MaxConnectionsPerServer = MostConnections,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            // The name can change its address, for example when the engine moves to a new machine.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        if (settings.CaFile is { } file)
        {
            handler.SslOptions.CertificateChainPolicy = Pin(file);
        }

        return handler;
    }

    private static X509ChainPolicy Pin(string file)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // The engine's certificate authority publishes no revocation list.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(file, e.Message);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw Unusable(file, "it holds no certificate");
    }

    private static DrException Unusable(string file, string why) => new(new Error(
        ErrorCodes.SecretUnreadable,
        ErrorClass.NeedsPerson,
        $"The oVirt engine's certificate authority in '{file}' cannot be used: {why}.",
        Advice: "Fetch it: curl -o ca.pem 'http://ENGINE/ovirt-engine/services/pki-resource?resource=ca-certificate&format=X509-PEM-CA', "
            + "and compare its fingerprint with the one on the engine's machine (/etc/pki/ovirt-engine/ca.pem)."));
}
