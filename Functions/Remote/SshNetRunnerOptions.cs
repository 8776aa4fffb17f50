using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Functions.Remote;

/// <summary>How hosts are reached without an OpenSSH client, if a policy's ssh settings do not specify it.</summary>
public sealed record SshNetRunnerOptions : RemoteRunnerOptions
{
    /// <summary>The location of the private key, without a passphrase, for sites whose settings have no <c>identity</c>.</summary>
    public SecretReference? PrivateKey { get; init; }

    /// <summary>
    /// The location of the pinned host keys, for sites whose settings have no <c>known-hosts</c>: see <see cref="HostKeyPins"/>. Without
    /// pins no host is trusted.
    /// </summary>
    public SecretReference? KnownHosts { get; init; }

    /// <summary>The user for sites whose settings have none. The default value is <c>root</c>.</summary>
    public string User { get; init; } = "root";
}
