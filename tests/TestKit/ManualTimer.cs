namespace GlusterDr.TestKit;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
{
    public DateTimeOffset DueAt { get; set; }

    public TimeSpan Period { get; set; }

    public long Order { get; set; }

    public bool IsDisposed { get; set; }

    public static int Compare(ManualTimer? x, ManualTimer? y)
    {
        int byTime = x!.DueAt.CompareTo(y!.DueAt);
        return byTime != 0 ? byTime : x.Order.CompareTo(y.Order);
    }

    public void Ring()
    {
        // A real timer fires on a thread without a synchronization context.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            callback();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Arm(this, dueTime, period);

    public void Dispose() => clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
