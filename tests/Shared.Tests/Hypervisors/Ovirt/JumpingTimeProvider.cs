namespace GlusterDr.Tests.Shared.Hypervisors.Ovirt;

/// <summary>A clock that moves to the end of each short pause at once. Time limits of requests never end.</summary>
internal sealed class JumpingTimeProvider : TimeProvider
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);
    private long _passed;

    public TimeSpan Passed => new(Interlocked.Read(ref _passed));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, time.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _passed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > s_longestPause)
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Interlocked.Add(ref _passed, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
