using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Secrets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace GlusterDr.Functions.Remote;

/// <summary>Logs in to a host: with the site's own key and pins, else the application's, read afresh each time.</summary>
internal sealed class SshNetLogin(RemoteHost host, SshNetRunnerOptions options, ISecretReader secrets)
{
    private const int DefaultPort = 22;

    private readonly SshSettings _ssh = host.Ssh;

    /// <summary>A client that is connected, to be disposed.</summary>
    /// <exception cref="DrException">There is none; nothing was run.</exception>
    public async Task<SshClient> ConnectAsync(CancellationToken cancellation)
    {
        if (_ssh.ConfigFile is not null)
        {
            throw new DrException(SshNetErrors.ConfigFile(host));
        }

        int port = _ssh.Port ?? DefaultPort;
        HostKeyPins pins = HostKeyPins.For(host.Name, port, await ReadPinsAsync(cancellation));
        using PrivateKeyFile key = await ReadKeyAsync(cancellation);
        string user = _ssh.User ?? options.User;
        using PrivateKeyAuthenticationMethod method = new(user, key);
        return await ConnectAsync(new ConnectionInfo(host.Name, port, user, method), pins, cancellation);
    }

    private async Task<SshClient> ConnectAsync(ConnectionInfo connection, HostKeyPins pins, CancellationToken cancellation)
    {
        connection.Timeout = _ssh.ConnectTimeout;
        connection.RetryAttempts = 1;
        connection.MaxSessions = int.MaxValue; // The pool counts them.
        PreferPinned(connection, pins);
        Error? distrust = null;
        SshClient client = new(connection) { KeepAliveInterval = options.KeepAlive };
        client.HostKeyReceived += (_, shown) =>
        {
            // The library trusts every key unless told otherwise.
            shown.CanTrust = false;
            HostKeyVerdict verdict = pins.Judge(shown.HostKey);
            shown.CanTrust = verdict == HostKeyVerdict.Trusted;
            distrust = shown.CanTrust
                ? null
                : SshNetErrors.HostKey(host, verdict, $"{shown.HostKeyName} SHA256:{shown.FingerPrintSHA256}");
        };
        try
        {
            await client.ConnectAsync(cancellation);
            connection.Timeout = options.SessionTimeout;
            return client;
        }
        catch (Exception e) when (distrust is not null || SshNetErrors.IsOfConnection(e))
        {
            client.Dispose();
            throw new DrException(distrust ?? SshNetErrors.Login(host, e), e);
        }
    }

    private async Task<string> ReadPinsAsync(CancellationToken cancellation)
    {
        SecretReference? place = File(_ssh.KnownHostsFile) ?? options.KnownHosts;
        return place is null ? "" : await secrets.ReadAsync(place, cancellation);
    }

    private async Task<PrivateKeyFile> ReadKeyAsync(CancellationToken cancellation)
    {
        SecretReference place = File(_ssh.IdentityFile) ?? options.PrivateKey
            ?? throw new DrException(SshNetErrors.AccessDenied(host, "No private key is set for the site or the application."));
        string text = await secrets.ReadAsync(place, cancellation);
        return SshNetKey.Read(place, text, host.Name);
    }

    private static SecretReference? File(string? path) => path is null ? null : new SecretReference(SecretKind.File, path);

    // As OpenSSH does: a host with several keys is asked for one that can be compared. Certificates cannot.
    private static void PreferPinned(ConnectionInfo connection, HostKeyPins pins)
    {
        HashSet<string> pinned = [.. pins.Types.SelectMany(t => t == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", t] : new[] { t })];
        var offered = connection.HostKeyAlgorithms
            .Where(a => !a.Key.Contains("-cert-", StringComparison.Ordinal))
            .OrderByDescending(a => pinned.Contains(a.Key))
            .ToList();
        connection.HostKeyAlgorithms.Clear();
        offered.ForEach(connection.HostKeyAlgorithms.Add);
    }
}
