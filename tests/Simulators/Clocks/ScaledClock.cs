namespace GlusterDr.Simulators;

/// <summary>The real clock, running faster by a factor. Processes that know its beginning share it.</summary>
/// <param name="factor">How many seconds pass in a real one.</param>
/// <param name="begin">The real time at which it was right.</param>
public sealed class ScaledClock(double factor, DateTimeOffset begin) : TimeProvider
{
    /// <summary>How many seconds pass in a real one.</summary>
    public double Factor => factor;

    /// <summary>The real time at which it was right.</summary>
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
