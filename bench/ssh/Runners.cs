using GlusterDr.Functions.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.SshBench;

/// <summary>Both remote runners.</summary>
internal static class Runners
{
    /// <summary>The machine's own OpenSSH client, as the embedded host uses it.</summary>
    public static OpenSshRunner OpenSsh() => new(TimeProvider.System, NullLogger<OpenSshRunner>.Instance);

    /// <summary>SSH.NET, as the Azure host uses it.</summary>
    public static SshNetRunner SshNet() => new(new SecretReader(), TimeProvider.System, NullLogger<SshNetRunner>.Instance);

    /// <summary>The server's settings for OpenSSH's client, without this user's own configuration.</summary>
    public static RemoteHost ForOpenSsh(Sshd sshd)
    {
        RemoteHost host = sshd.Host();
        return host with { Ssh = host.Ssh with { ConfigFile = "/dev/null" } };
    }
}
