using GlusterDr.Conformance.Remote;
using GlusterDr.Functions.Remote;
using GlusterDr.Remote;
using GlusterDr.Remote.Secrets;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlusterDr.Tests.Functions.Remote;

/// <summary>SSH.NET, as the Azure host uses it.</summary>
internal sealed class SshNetHarness : IRemoteHarness
{
    public IRemoteRunner Create(Func<RemoteRunnerOptions, RemoteRunnerOptions> change, TimeProvider time) =>
        new SshNetRunner(new SecretReader(), time, NullLogger<SshNetRunner>.Instance, (SshNetRunnerOptions)change(new SshNetRunnerOptions()));

    public RemoteHost HostOf(Sshd sshd, int? port) => sshd.Host(port);
}
