using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Orchestrations.Harness;

/// <summary>A control plane's connections to hosts. A killed process sends no more commands.</summary>
internal sealed class KillableRunner(IRemoteRunner world) : IRemoteRunner
{
    private volatile bool _killed;

    /// <summary>Commands that do not reach their host, as with a cut network. Null: all reach it.</summary>
    public Func<RemoteCommand, bool>? Cut { get; set; }

    public void Kill() => _killed = true;

    public async Task<RemoteResult> RunAsync(RemoteHost host, RemoteCommand command, CancellationToken cancellation = default)
    {
        await NeverIfKilledAsync();
        if (Cut?.Invoke(command) == true)
        {
            throw new DrException(new Error(ErrorCodes.HostUnreachable, ErrorClass.Transient, "The way to the host is cut.", host.Name));
        }

        RemoteResult result = await world.RunAsync(host, command, cancellation);
        await NeverIfKilledAsync();
        return result;
    }

    private Task NeverIfKilledAsync() => _killed ? new TaskCompletionSource().Task : Task.CompletedTask;
}
