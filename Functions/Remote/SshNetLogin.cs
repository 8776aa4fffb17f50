using GlusterDr.Errors;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using Renci.SshNet;

namespace GlusterDr.Functions.Remote;

/// <summary>Logs in to a host with the site's own key and pins, or else the application's. They are read anew each time.</summary>
internal sealed class SshNetLogin(RemoteHost host, SshNetRunnerOptions options, ISecretReader secrets, TimeProvider time)
{
    private const int DefaultPort = 22;

    private readonly SshSettings _ssh = host.Ssh;

    /// <summary>Returns a connected client. The caller must dispose it.</summary>
    /// <exception cref="DrException">The login failed; nothing was run.</exception>
    public async Task<SshClient> ConnectAsync()
    {
        if (_ssh.ConfigFile is not null)
        {
            throw new DrException(SshNetErrors.ConfigFile(host));
        }

        int port = _ssh.Port ?? DefaultPort;
        HostKeyPins pins = HostKeyPins.For(host.Name, port, await ReadPinsAsync());
        using PrivateKeyFile key = await ReadKeyAsync();
        string user = _ssh.User ?? options.User;
        using PrivateKeyAuthenticationMethod method = new(user, key);
        ConnectionInfo connection = new(host.Name, port, user, method)
        {
            // The library's time limit for each step, in addition to the limit for all of them.
            Timeout = options.LoginTimeout,
            RetryAttempts = 1,
            MaxSessions = int.MaxValue, // The queue counts them.
        };
        PreferPinned(connection, pins);
        SshClient client = new(connection);
        await new SshNetAttempt(host, client, pins).LogInAsync(options.LoginTimeout, time);

        // From now on it limits the opening of a session, and the wait for space in a command's input. The keep-alive detects a lost
        // connection.
        connection.Timeout = options.StartTimeout;
        return client;
    }

    private async Task<string> ReadPinsAsync()
    {
        SecretReference? place = File(_ssh.KnownHostsFile) ?? options.KnownHosts;
        return place is null ? "" : await secrets.ReadAsync(place, CancellationToken.None);
    }

    private async Task<PrivateKeyFile> ReadKeyAsync()
    {
        SecretReference place = File(_ssh.IdentityFile) ?? options.PrivateKey
            ?? throw new DrException(SshNetErrors.AccessDenied(host, "No private key is set for the site or the application."));
        string text = await secrets.ReadAsync(place, CancellationToken.None);
        return SshNetKey.Read(place, text, host.Name);
    }

    private static SecretReference? File(string? path) => path is null ? null : new SecretReference(SecretKind.File, path);

    // As in OpenSSH, a host with several keys is asked for one that is pinned. Certificates cannot be compared.
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
