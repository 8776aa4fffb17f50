using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Remote.Connections;

namespace GlusterDr.Tests.Shared.Remote.Connections;

/// <summary>A connection that a test controls.</summary>
internal sealed class FakeConnection : IHostConnection
{
    /// <summary>The login.</summary>
    public Func<Task> LogIn { get; init; } = () => Task.CompletedTask;

    /// <summary>Runs a command. The action reports that it has started.</summary>
    public Func<RemoteCommand, Action, CancellationToken, Task<RemoteOutcome>> Run { get; init; } = (_, started, _) =>
    {
        started();
        return Task.FromResult(new RemoteOutcome(new RemoteResult(0, "", ""), null));
    };

    public bool IsClosed { get; private set; }

    public bool IsOpen { get; private set; }

    public bool IsUsable { get; private set; } = true;

    public async Task OpenAsync(CancellationToken cancellation)
    {
        try
        {
            await LogIn();
            IsOpen = true;
        }
        catch (DrException)
        {
            IsUsable = false;
            throw;
        }
    }

    public Task<RemoteOutcome> RunAsync(RemoteCommand command, Action started, CancellationToken cancellation) =>
        Run(command, started, cancellation);

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        IsOpen = false;
        IsUsable = false;
        return ValueTask.CompletedTask;
    }
}
