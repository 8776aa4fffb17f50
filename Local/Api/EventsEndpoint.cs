using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GlusterDr.Local.Api;

/// <summary>Listens for Gluster's events.</summary>
internal static class EventsEndpoint
{
    public static void Listen(KestrelServerOptions kestrel, EventsListener events) => kestrel.Listen(events.EndPoint, listen =>
    {
        Bound(listen);
        if (events.CertificateFile is { } certificate)
        {
            // Including intermediate certificates, because nodes know only the root certificates.
            X509Certificate2Collection chain = [];
            chain.ImportFromPemFile(certificate);
            X509Certificate2 own = LoadCertificate(certificate, events.KeyFile);
            listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (own, chain));
        }
    });

    /// <summary>A certificate with its key.</summary>
    /// <exception cref="CryptographicException">They cannot be read, or do not match.</exception>
    public static X509Certificate2 LoadCertificate(string certificateFile, string? keyFile)
    {
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        // Not every system keeps a key that was loaded from PEM, so it is exported and imported again.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static void Bound(ListenOptions listen)
    {
        int open = 0;
        listen.Use(next => async connection =>
        {
            try
            {
                if (Interlocked.Increment(ref open) > EventsConnection.Most)
                {
                    connection.Abort(new ConnectionAbortedException("Too many connections for events."));
                    return;
                }

                connection.Features.Set(EventsConnection.Instance);
                await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });
    }
}
