using System.Net;

namespace GlusterDr.Local.Api;

/// <summary>Where this host takes Gluster's events. Nothing else is served there.</summary>
/// <param name="EndPoint">The address that it listens on, which the Gluster nodes must reach.</param>
/// <param name="Token">What the events must come with.</param>
public sealed record EventsListener(IPEndPoint EndPoint, string Token)
{
    /// <summary>The certificate, PEM; null: plain HTTP, in which the token can be read on its way.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The certificate's key, PEM; null: it stands in the certificate's file.</summary>
    public string? KeyFile { get; init; }
}
