namespace GlusterDr.Simulators;

/// <summary>The real clock, running faster by a factor: an hour in a minute, say.</summary>
/// <param name="factor">How many seconds pass in a real one.</param>
public sealed class ScaledClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startStamp = System.GetTimestamp();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startStamp) * factor);

    /// <inheritdoc/>
    public override long GetTimestamp() => (System.GetElapsedTime(_startStamp) * factor).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private TimeSpan Real(TimeSpan simulated) => simulated == Timeout.InfiniteTimeSpan ? simulated : simulated / factor;
}
