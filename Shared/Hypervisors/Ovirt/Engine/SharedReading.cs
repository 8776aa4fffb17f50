namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>Shares one reading between concurrent callers. A caller gets a reading that started after its call.</summary>
/// <remarks>The pause between two readings is as long as the last one took, so that the engine has at least half of its time for others.</remarks>
internal sealed class SharedReading<T>(Func<Task<T>> read, TimeProvider time)
{
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(0.02);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<T>? _next;
    private Task<T>? _current;
    private TimeSpan _pause;

    /// <summary>Gets the next reading. A caller that cancels does not cancel it for the others.</summary>
    public Task<T> NextAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            // A reading in progress may have started before the caller's own change, so the caller needs the next one.
            return (_next ??= ReadAfterAsync(_current)).WaitAsync(cancellation);
        }
    }

    private async Task<T> ReadAfterAsync(Task? current)
    {
        await Task.Yield();
        if (current is not null)
        {
            await Task.WhenAny(current);
            await Task.Delay(_pause, time);
        }

        Task<T> reading;
        lock (_gate)
        {
            _next = null;
            _current = reading = ReadAsync();
        }

        return await reading;
    }

    private async Task<T> ReadAsync()
    {
        long started = time.GetTimestamp();
        try
        {
            return await read();
        }
        finally
        {
            TimeSpan took = time.GetElapsedTime(started);
            _pause = took < s_shortestPause ? s_shortestPause : took > s_longestPause ? s_longestPause : took;
        }
    }
}
