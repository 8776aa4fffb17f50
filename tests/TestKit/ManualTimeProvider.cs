namespace GlusterDr.TestKit;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that moves it; a timer that is due
/// at once fires at once, on the scheduler. Where that order does not matter, tests use FakeTimeProvider.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ManualTimer> _armed = new(Comparer<ManualTimer>.Create(ManualTimer.Compare));
    private readonly List<TaskCompletionSource> _waiters = [];
    private readonly TaskScheduler _scheduler;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>A clock that shows this time.</summary>
    /// <param name="start">The time. The default value is the beginning of 2026.</param>
    /// <param name="scheduler">Where timers fire that are due at once. The default value is the thread pool.</param>
    public ManualTimeProvider(DateTimeOffset? start = null, TaskScheduler? scheduler = null)
    {
        _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _scheduler = scheduler ?? TaskScheduler.Default;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer fires. Null: no timer is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return _armed.Min?.DueAt;
            }
        }
    }

    /// <summary>How many timers are set.</summary>
    public int TimersSet
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock. Each timer that becomes due fires at its own time, in order.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <inheritdoc cref="Advance"/>
    public void AdvanceTo(DateTimeOffset time)
    {
        while (TakeDue(time) is { } timer)
        {
            timer.Ring();
        }

        lock (_gate)
        {
            _now = time > _now ? time : _now;
        }
    }

    /// <summary>Moves the clock to the next timer, which fires. False: no timer is set.</summary>
    public bool AdvanceToNextTimer()
    {
        if (NextTimer is not { } next)
        {
            return false;
        }

        AdvanceTo(next);
        return true;
    }

    /// <summary>Completes when a timer is set that fires later than now.</summary>
    public Task WhenTimerIsSetAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_armed.Count > 0)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add(waiter);
            return waiter.Task.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            if (dueTime <= TimeSpan.Zero)
            {
                Task.Factory.StartNew(timer.Ring, CancellationToken.None, TaskCreationOptions.HideScheduler, _scheduler);
                if (period <= TimeSpan.Zero)
                {
                    return true;
                }

                dueTime = period;
            }

            timer.DueAt = _now + dueTime;
            timer.Order = ++_order;
            _armed.Add(timer);
            _waiters.ForEach(waiter => waiter.TrySetResult());
            _waiters.Clear();
            return true;
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } first || first.DueAt > until)
            {
                return null;
            }

            _armed.Remove(first);
            _now = first.DueAt > _now ? first.DueAt : _now;
            if (first.Period > TimeSpan.Zero)
            {
                first.DueAt = _now + first.Period;
                first.Order = ++_order;
                _armed.Add(first);
            }

            return first;
        }
    }
}
