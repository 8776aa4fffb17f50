namespace GlusterDr.TestKit;

/// <summary>How long a test waits, in real time, for something that must happen.</summary>
public static class Patience
{
    /// <summary>Far longer than anything takes on a busy machine. Whatever takes longer hangs.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Polls a condition every 10 ms, and completes when it is true.</summary>
    /// <exception cref="OperationCanceledException">The condition is still false after <see cref="Limit"/>.</exception>
    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(10));
        using CancellationTokenSource bound = new(Limit);
        while (!await condition())
        {
            await poll.WaitForNextTickAsync(bound.Token);
        }
    }

    /// <summary>Restarts the limit when there is progress, so that the whole may take longer than the limit.</summary>
    /// <param name="bound">It is cancelled when the limit has passed without progress.</param>
    /// <param name="seen">The state at the last call.</param>
    /// <param name="now">The present state.</param>
    public static void Renew<T>(CancellationTokenSource bound, ref T seen, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(seen, now))
        {
            seen = now;
            bound.CancelAfter(Limit);
        }
    }
}
