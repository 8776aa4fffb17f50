using System.Net;

namespace GlusterDr.Local.Api;

/// <summary>Where this host receives Gluster's events. Nothing else is served there.</summary>
/// <param name="EndPoint">The address that it listens on, which the Gluster nodes must reach.</param>
/// <param name="Token">The token that events must contain.</param>
public sealed record EventsListener(IPEndPoint EndPoint, string Token)
{
    /// <summary>The certificate, PEM; null: plain HTTP, which transfers the token unencrypted.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The certificate's key, PEM; null: it is in the certificate's file.</summary>
    public string? KeyFile { get; init; }
}
