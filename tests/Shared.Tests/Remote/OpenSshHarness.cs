using GlusterDr.Conformance.Remote;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote;

/// <summary>The machine's own ssh: what it prints and when is the very thing that is to be known.</summary>
internal sealed class OpenSshHarness : IRemoteHarness
{
    public IRemoteRunner Create(Func<RemoteRunnerOptions, RemoteRunnerOptions> change, TimeProvider time) =>
        new OpenSshRunner(time, NullLogger<OpenSshRunner>.Instance, (OpenSshRunnerOptions)change(new OpenSshRunnerOptions()));

    // Whatever this machine's user has configured does not matter.
    public RemoteHost HostOf(Sshd sshd, int? port)
    {
        RemoteHost host = sshd.Host(port);
        return host with { Ssh = host.Ssh with { ConfigFile = "/dev/null" } };
    }
}
