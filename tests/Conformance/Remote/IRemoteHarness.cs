using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>One way of running commands on hosts.</summary>
public interface IRemoteHarness
{
    /// <summary>Makes a runner, which is <see cref="IAsyncDisposable"/> too.</summary>
    /// <param name="change">Gives its options from the default ones.</param>
    /// <param name="time">What its bounds are measured by.</param>
    IRemoteRunner Create(Func<RemoteRunnerOptions, RemoteRunnerOptions> change, TimeProvider time);

    /// <summary>The server as this way of running commands is told of it, on its own port or that of a relay.</summary>
    RemoteHost HostOf(Sshd sshd, int? port = null);
}
