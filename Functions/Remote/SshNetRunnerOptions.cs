using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Functions.Remote;

/// <summary>How hosts are reached without an OpenSSH client, where a policy's ssh settings leave it open.</summary>
public sealed record SshNetRunnerOptions : RemoteRunnerOptions
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
}
