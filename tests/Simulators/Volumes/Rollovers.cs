namespace GlusterDr.Simulators;

/// <summary>The times at which a subvolume's changelogs roll over.</summary>
internal sealed class Rollovers(DateTimeOffset anchor, TimeSpan period)
{
    private readonly List<(DateTimeOffset Anchor, TimeSpan Period)> _segments = [(anchor, period)];

    /// <summary>Spans of time whose changelogs are missing from a brick's index, because the brick was restarted.</summary>
    public List<(SimulatedBrick Brick, DateTimeOffset From, DateTimeOffset To)> Lost { get; } = [];

    public TimeSpan Period => _segments[^1].Period;

    /// <summary>Sets the interval of rollovers from now on.</summary>
    public void SetPeriod(TimeSpan pace, DateTimeOffset now) => _segments.Add((now, pace));

    /// <summary>Restarts a brick: its index loses the current changelog, and the interval begins again.</summary>
    public void Restart(SimulatedBrick brick, DateTimeOffset now)
    {
        Lost.Add((brick, LastAt(now), now));
        _segments.Add((now, Period));
    }

    /// <summary>The last rollover at or before this time.</summary>
    public DateTimeOffset LastAt(DateTimeOffset time)
    {
        int index = _segments.FindLastIndex(s => s.Anchor <= time);
        (DateTimeOffset start, TimeSpan beat) = _segments[Math.Max(index, 0)];
        long beats = Math.Max((time - start).Ticks / beat.Ticks, 0);
        return start + (beat * beats);
    }

    /// <summary>The first rollover after this time, if the interval does not change.</summary>
    public DateTimeOffset FirstAfter(DateTimeOffset time) => LastAt(time) + Period;

    /// <summary>Whether all changes of this span are in changelogs that no crawl reads.</summary>
    public bool IsLost(SimulatedBrick brick, DateTimeOffset from, DateTimeOffset to) => from == to
        ? Lost.Exists(l => l.Brick == brick && l.From < from && from <= l.To) || (Period.TotalSeconds < 2 && LosesSecond(from))
        : Lost.Exists(l => l.Brick == brick && l.From <= from && to <= l.To);

    // Two rollovers in one second overwrite each other: about every third second is lost.
    private static bool LosesSecond(DateTimeOffset time) => StableHash.Fraction($"second {time.ToUnixTimeSeconds()}") < 0.34;
}
