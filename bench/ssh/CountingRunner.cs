using System.Collections.Concurrent;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.SshBench;

/// <summary>Counts commands by host and kind.</summary>
internal sealed class CountingRunner(IRemoteRunner inner, Func<RemoteCommand, string> kind) : IRemoteRunner
{
    private readonly ConcurrentQueue<(string Host, string Kind)> _seen = new();

    /// <summary>The commands, in order.</summary>
    public IReadOnlyCollection<(string Host, string Kind)> Seen => _seen;

    /// <inheritdoc/>
    public Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        _seen.Enqueue((host.Name, kind(command)));
        return inner.RunAsync(host, command, cancellation);
    }
}
