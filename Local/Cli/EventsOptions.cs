using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using GlusterDr.Api.GlusterEvents;
using GlusterDr.Local.Api;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;

namespace GlusterDr.Local.Cli;

/// <summary>Where <c>glusterdr serve</c> receives Gluster's events.</summary>
internal sealed class EventsOptions
{
    private readonly Option<string?> _address = new("--events")
    {
        Description = "Receive Gluster's events on this address, which the Gluster nodes must reach. Nothing else is served there.",
        HelpName = "address:port",
    };

    private readonly Option<string?> _token = new("--events-token")
    {
        Description = "Token that the events must contain: env:NAME or file:/path.",
        HelpName = "reference",
    };

    private readonly Option<string?> _certificate = new("--events-certificate")
    {
        Description = "Use HTTPS for events, with this certificate (PEM). Without it the token is sent unencrypted.",
        HelpName = "file",
    };

    private readonly Option<string?> _key = new("--events-key")
    {
        Description = "The certificate's key (PEM), unless it is in the same file.",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _address, _token, _certificate, _key })
        {
            command.Add(option);
        }
    }

    /// <summary>The options; null: no events are received.</summary>
    /// <exception cref="UsageException">Something is missing or wrong.</exception>
    public async Task<EventsListener?> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string? address = parsed.GetValue(_address);
        string? reference = parsed.GetValue(_token);
        string? certificate = parsed.GetValue(_certificate);
        string? key = parsed.GetValue(_key);
        if (address is null)
        {
            return (reference ?? certificate ?? key) is null ? null : throw new UsageException("Options of --events are given without --events.");
        }

        if (!IPEndPoint.TryParse(address, out IPEndPoint? endPoint) || endPoint.Port == 0)
        {
            throw new UsageException($"--events must be an IP address and a port, for example 192.0.2.5:24108 or [::]:24108, not '{address}'.");
        }

        if (key is not null && certificate is null)
        {
            throw new UsageException("--events-key requires --events-certificate.");
        }

        foreach (string file in new[] { certificate, key }.OfType<string>().Where(f => !File.Exists(f)))
        {
            throw new UsageException($"File '{file}' does not exist.");
        }

        if (certificate is not null)
        {
            ThrowIfUnusable(certificate, key);
        }

        return new EventsListener(endPoint, await ReadTokenAsync(reference, cancellation)) { CertificateFile = certificate, KeyFile = key };
    }

    private static void ThrowIfUnusable(string certificate, string? key)
    {
        try
        {
            EventsEndpoint.LoadCertificate(certificate, key).Dispose();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new UsageException(
                $"The certificate in '{certificate}' and the key in '{key ?? certificate}' cannot be used: {e.Message} Both must be PEM, and the key must have no passphrase.");
        }
    }

    private static async Task<string> ReadTokenAsync(string? reference, CancellationToken cancellation)
    {
        string problem = "it is missing";
        if (reference is null || !SecretReference.TryParse(reference, out SecretReference? parsed, out problem!))
        {
            throw new UsageException($"--events requires --events-token, env:NAME or file:/path: {problem}. A good token: openssl rand -hex 24");
        }

        string token = await new SecretReader().ReadAsync(parsed, cancellation);
        return WebhookToken.FaultOf(token) is { } fault
            ? throw new UsageException($"The token of {GlusterWebhook.Route} {fault}. A good one: openssl rand -hex 24")
            : token;
    }
}
