namespace GlusterDr.Local.Engine;

/// <summary>The synchronisation context of an instance, on which all continuations of its workflow run.</summary>
/// <remarks>It uses one thread at a time, not always the same one. The engine completes what a workflow awaits on this
/// context. A continuation from anywhere else means that the workflow awaited something that a replay cannot repeat.</remarks>
internal sealed class Pump(Action<Exception> onFailure) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    [ThreadStatic]
    private static Pump? t_current;

    /// <summary>Whether the caller runs on this context.</summary>
    public bool IsCurrent => t_current == this;

    /// <summary>Runs the action and all its continuations.</summary>
    public void Run(Action action)
    {
        SynchronizationContext? previous = Current;
        SetSynchronizationContext(this);
        t_current = this;
        try
        {
            Guard(action);
            while (_posted.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
            {
                Guard(() => next.Callback(next.State));
            }
        }
        finally
        {
            t_current = null;
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
        {
            _posted.Enqueue((d, state));
        }
        else
        {
            onFailure(Outside());
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            throw Outside();
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    public static Durable.NonDeterministicException Outside() => new(
        "The orchestration awaited or used something outside its context (a task of its own, a thread, I/O or a " +
        "clock, CancelAsync, ConfigureAwait), which a replay cannot repeat. Move that into an activity.");

    private void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // The exception fails the instance, not the host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            onFailure(exception);
        }
    }
}
