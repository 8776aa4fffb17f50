namespace GlusterDr.Local.Cli;

/// <summary>What ctrl-c means while a command is at work: the first asks it to end well, the second ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly IDisposable _handling;
    private int _count;

    public Interrupts(CliEnvironment environment) => _handling = environment.Signals.Handle(() =>
    {
        if (Interlocked.Increment(ref _count) == 1)
        {
            _first.Cancel();
        }
        else
        {
            environment.Exit(ExitCodes.Cancelled);
        }
    });

    /// <summary>Set by the first.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>Returns at the first, or when the task has ended.</summary>
    public async Task WhenFirstOrAsync(Task task)
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = First.Register(first.SetResult);
        await Task.WhenAny(first.Task, task);
    }

    public void Dispose()
    {
        _handling.Dispose();
        _first.Dispose();
    }
}
