namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A reading that serves all who ask at once. Whoever asks gets one that began after he asked.</summary>
/// <remarks>Between two the engine rests as long as the last took: at least half of its time is for others.</remarks>
internal sealed class SharedReading<T>(Func<Task<T>> read, TimeProvider time)
{
    private static readonly TimeSpan s_shortestRest = TimeSpan.FromSeconds(0.02);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<T>? _next;
    private Task<T>? _current;
    private TimeSpan _rest;

    /// <summary>The next one. Who hangs up does not take it from the others.</summary>
    public Task<T> NextAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            // One under way may have begun before the caller's own change: he needs the one after it.
            return (_next ??= ReadAfterAsync(_current)).WaitAsync(cancellation);
        }
    }

    private async Task<T> ReadAfterAsync(Task? current)
    {
        await Task.Yield();
        if (current is not null)
        {
            await Task.WhenAny(current);
            await Task.Delay(_rest, time);
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
        long begun = time.GetTimestamp();
        try
        {
            return await read();
        }
        finally
        {
            TimeSpan took = time.GetElapsedTime(begun);
            _rest = took < s_shortestRest ? s_shortestRest : took > s_longestRest ? s_longestRest : took;
        }
    }
}
