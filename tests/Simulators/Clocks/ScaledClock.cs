namespace GlusterDr.Simulators;

/// <summary>A clock that runs faster than the real one by a factor. Processes with the same factor and beginning have the same time.</summary>
/// <param name="factor">How many seconds pass in a real second.</param>
/// <param name="begin">The time at which this clock and the real one were equal.</param>
public sealed class ScaledClock(double factor, DateTimeOffset begin) : TimeProvider
{
    /// <summary>How many seconds pass in a real second.</summary>
    public double Factor => factor;

    /// <summary>The time at which this clock and the real one were equal.</summary>
    public DateTimeOffset Begin => begin;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => begin + ((System.GetUtcNow() - begin) * factor);

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(this, System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    internal TimeSpan Real(TimeSpan simulated) => simulated == Timeout.InfiniteTimeSpan ? simulated : simulated / factor;
}
