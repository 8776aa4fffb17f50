using GlusterDr.Conformance.Remote;
using GlusterDr.Remote;
using GlusterDr.Remote.OpenSsh;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Shared.Remote;

/// <summary>The machine's ssh: its output and timing are what the tests verify.</summary>
internal sealed class OpenSshHarness : IRemoteHarness
{
    public IRemoteRunner Create(Func<RemoteRunnerOptions, RemoteRunnerOptions> change, TimeProvider time) =>
        new OpenSshRunner(time, NullLogger<OpenSshRunner>.Instance, (OpenSshRunnerOptions)change(new OpenSshRunnerOptions()));

    // The configuration of this machine's user does not matter.
    public RemoteHost HostOf(Sshd sshd, int? port)
    {
        RemoteHost host = sshd.Host(port);
        return host with { Ssh = host.Ssh with { ConfigFile = "/dev/null" } };
    }
}
