namespace GlusterDr.Simulators;

/// <summary>A timer of a <see cref="ScaledClock"/>.</summary>
internal sealed class ScaledTimer(ScaledClock clock, ITimer real) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(clock.Real(dueTime), clock.Real(period));

    public void Dispose() => real.Dispose();

    public ValueTask DisposeAsync() => real.DisposeAsync();
}
