using GlusterDr.Remote;
using GlusterDr.Sites;
using GlusterDr.TestKit.Remote;

namespace GlusterDr.Conformance.Remote;

/// <summary>One implementation of remote commands.</summary>
public interface IRemoteHarness
{
    /// <summary>Creates a runner, which is also <see cref="IAsyncDisposable"/>.</summary>
    /// <param name="change">Changes the default options.</param>
    /// <param name="time">The clock for its time limits.</param>
    IRemoteRunner Create(Func<RemoteRunnerOptions, RemoteRunnerOptions> change, TimeProvider time);

    /// <summary>The server as a host for this implementation, on its own port or on that of a relay.</summary>
    RemoteHost HostOf(Sshd sshd, int? port = null);
}
