using GlusterDr.Secrets;

namespace GlusterDr.Functions.Remote;

/// <summary>How hosts are reached without an OpenSSH client, where a policy's ssh settings leave it open.</summary>
public sealed record SshNetRunnerOptions
{
    /// <summary>Where the private key is, for sites whose settings name no <c>identity</c>: one without a passphrase.</summary>
    public SecretReference? PrivateKey { get; init; }

    /// <summary>
    /// Where the pinned host keys are, for sites whose settings name no <c>known-hosts</c>: see <see cref="HostKeyPins"/>. Without
    /// any no host is trusted.
    /// </summary>
    public SecretReference? KnownHosts { get; init; }

    /// <summary>The user for sites whose settings name none. The default value is <c>root</c>.</summary>
    public string User { get; init; } = "root";

    /// <summary>Commands at once on one connection. The default value is 8: sshd's own <c>MaxSessions</c> is 10.</summary>
    public int SessionsPerConnection { get; init; } = 8;

    /// <summary>Connections to one host; commands beyond that wait their turn. The default value is 8.</summary>
    public int ConnectionsPerHost { get; init; } = 8;

    /// <summary>An idle connection is closed after this. The default value is 5 minutes.</summary>
    public TimeSpan IdleClose { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bound on a session to begin on a connection. The default value is 20 seconds.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How often a sign of life is sent. A connection with commands on it is asked for one after three times this, and is dead
    /// when none comes within as much again. The default value is 5 seconds.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What a command may print. The default value is 64 MiB.</summary>
    public int MaxOutputBytes { get; init; } = 64 << 20;
}
