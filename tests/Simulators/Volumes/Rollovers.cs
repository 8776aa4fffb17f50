namespace GlusterDr.Simulators;

/// <summary>The moments at which a subvolume's changelog rolls over.</summary>
internal sealed class Rollovers(DateTimeOffset anchor, TimeSpan period)
{
    private readonly List<(DateTimeOffset Anchor, TimeSpan Period)> _segments = [(anchor, period)];

    /// <summary>What rolled over in a moment that a brick's index lost: the brick was restarted then.</summary>
    public List<(SimulatedBrick Brick, DateTimeOffset From, DateTimeOffset To)> Lost { get; } = [];

    public TimeSpan Period => _segments[^1].Period;

    /// <summary>From now on at this pace.</summary>
    public void SetPeriod(TimeSpan pace, DateTimeOffset now) => _segments.Add((now, pace));

    /// <summary>The brick was restarted: what it had not listed yet is lost, and the beat begins anew.</summary>
    public void Restart(SimulatedBrick brick, DateTimeOffset now)
    {
        Lost.Add((brick, LastAt(now), now));
        _segments.Add((now, Period));
    }

    /// <summary>The last rollover at this moment or before.</summary>
    public DateTimeOffset LastAt(DateTimeOffset time)
    {
        int index = _segments.FindLastIndex(s => s.Anchor <= time);
        (DateTimeOffset start, TimeSpan beat) = _segments[Math.Max(index, 0)];
        long beats = Math.Max((time - start).Ticks / beat.Ticks, 0);
        return start + (beat * beats);
    }

    /// <summary>The first rollover after this moment, if the pace stays as it is.</summary>
    public DateTimeOffset FirstAfter(DateTimeOffset time) => LastAt(time) + Period;

    /// <summary>Whether all changes of this span are in changelogs of a brick that no crawl ever reads.</summary>
    public bool IsLost(SimulatedBrick brick, DateTimeOffset from, DateTimeOffset to) => from == to
        ? Lost.Exists(l => l.Brick == brick && l.From < from && from <= l.To) || (Period.TotalSeconds < 2 && LosesSecond(from))
        : Lost.Exists(l => l.Brick == brick && l.From <= from && to <= l.To);

    // Two rollovers in one second overwrite each other: about every third second is gone.
    private static bool LosesSecond(DateTimeOffset time) => StableHash.Fraction($"second {time.ToUnixTimeSeconds()}") < 0.34;
}
