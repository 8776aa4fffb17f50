namespace GlusterDr.Local.Cli;

/// <summary>The meaning of Ctrl-C while a command runs: the first cancels it, the second ends the process.</summary>
/// <remarks>
/// Between <see cref="Hold"/> and <see cref="Release"/> the second waits until the cancellation is stored: otherwise the run would be resumed
/// after the next start. The third does not wait.
/// </remarks>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CliEnvironment _environment;
    private readonly IDisposable _handling;
    private TaskCompletionSource? _held;
    private int _count;

    public Interrupts(CliEnvironment environment)
    {
        _environment = environment;
        _handling = environment.Signals.Handle(OnSignal);
    }

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken First => _first.Token;

    /// <summary>From here on, a second Ctrl-C ends the process only after the cancellation is stored.</summary>
    public void Hold() => Volatile.Write(ref _held, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The cancellation is stored, or there is nothing left to cancel.</summary>
    public void Release() => Volatile.Read(ref _held)?.TrySetResult();

    /// <summary>Returns at the first Ctrl-C, or when the task has ended.</summary>
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

    private void OnSignal()
    {
        switch (Interlocked.Increment(ref _count))
        {
            case 1:
                _first.Cancel();
                break;
            case 2 when Volatile.Read(ref _held) is { Task.IsCompleted: false } held:
                _environment.Error.WriteLine(
                    "The request to cancel is not stored yet: the process exits when it is. Press Ctrl-C again to exit now;\n"
                    + "the next `glusterdr serve` or `glusterdr sync` then continues the run or operation.");
                _ = ExitAfterAsync(held.Task);
                break;
            default:
                _environment.Exit(ExitCodes.Cancelled);
                break;
        }
    }

    private async Task ExitAfterAsync(Task stored)
    {
        await stored;
        _environment.Exit(ExitCodes.Cancelled);
    }
}
