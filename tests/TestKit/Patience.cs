namespace GlusterDr.TestKit;

/// <summary>How long a test waits in real time for what must come.</summary>
public static class Patience
{
    /// <summary>Far longer than anything takes on a busy machine: what takes longer hangs.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Returns when a condition holds.</summary>
    /// <exception cref="OperationCanceledException">It does not within <see cref="Limit"/>.</exception>
    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(10));
        using CancellationTokenSource bound = new(Limit);
        while (!await condition())
        {
            await look.WaitForNextTickAsync(bound.Token);
        }
    }

    /// <summary>Starts the limit anew where there is progress: what goes on does not hang, however long the whole takes.</summary>
    /// <param name="bound">What is cancelled when the limit has passed without progress.</param>
    /// <param name="seen">What was there at the last look.</param>
    /// <param name="now">What is there.</param>
    public static void Renew<T>(CancellationTokenSource bound, ref T seen, T now)
    {
        if (!EqualityComparer<T>.Default.Equals(seen, now))
        {
            seen = now;
            bound.CancelAfter(Limit);
        }
    }
}
