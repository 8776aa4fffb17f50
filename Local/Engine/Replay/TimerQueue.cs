namespace GlusterDr.Local.Engine.Replay;

/// <summary>All timers of the engine behind one timer of the clock.</summary>
internal sealed class TimerQueue : IDisposable
{
    // Clocks may jump (a resumed machine, a corrected time), so check at least this often.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<TimerEntry> _entries = new(Comparer<TimerEntry>.Create(Compare));
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TimerEntry? _armedFor;
    private long _order;
    private bool _disposed;

    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(TimerEntry entry)
    {
        lock (_gate)
        {
            if (entry.Cancelled || _disposed)
            {
                return;
            }

            if (entry.DueAt > Now)
            {
                entry.Order = ++_order;
                _entries.Add(entry);
                Arm();
                return;
            }
        }

        entry.Fire!();
    }

    public void Cancel(TimerEntry entry)
    {
        lock (_gate)
        {
            entry.Cancelled = true;
            _entries.Remove(entry);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _entries.Clear();
            _timer.Dispose();
        }
    }

    private void FireDue()
    {
        List<TimerEntry> due = [];
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            DateTime now = Now;
            while (_entries.Min is { } first && first.DueAt <= now)
            {
                _entries.Remove(first);
                due.Add(first);
            }

            _armedFor = null;
            Arm();
        }

        due.ForEach(entry => entry.Fire!());
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    // The clock's timer may fire slightly early. The entry is then not due yet, and this waits for the rest.
    private void Arm()
    {
        if (_entries.Min is not { } first || first == _armedFor)
        {
            return;
        }

        _armedFor = first;

        TimeSpan wait = first.DueAt - Now;
        double milliseconds = Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, s_longestSleep.TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private static int Compare(TimerEntry? x, TimerEntry? y)
    {
        int byTime = x!.DueAt.CompareTo(y!.DueAt);
        return byTime != 0 ? byTime : x.Order.CompareTo(y.Order);
    }
}
