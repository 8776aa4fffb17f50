namespace GlusterDr.Local.Engine;

/// <summary>The one thread of an instance: a workflow's continuations come back here, and nowhere else.</summary>
/// <remarks>Not always the same thread, but one at a time. What a workflow awaits is completed by the engine, on this
/// context; a continuation that arrives from anywhere else awaited something that a replay would not repeat.</remarks>
internal sealed class Pump(Action<Exception> onFailure) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    [ThreadStatic]
    private static Pump? t_current;

    /// <summary>True on the instance's thread.</summary>
    public bool IsCurrent => t_current == this;

    /// <summary>Runs the action and all that follows from it.</summary>
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
        "The orchestration awaited or used something that is not of its context (a task of its own, a thread, I/O or a " +
        "clock, CancelAsync, ConfigureAwait), which a replay could not repeat. Put that into an activity.");

    private void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // It ends the instance, never the host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            onFailure(exception);
        }
    }
}
