namespace GlusterDr.Orchestrations.Common;

/// <summary>Many steps, a bounded number at once, in a way that replays the same.</summary>
internal static class FanOut
{
    /// <summary>Runs the step for each item, in order, at most <paramref name="limit"/> at once.</summary>
    public static Task RunAsync<T>(IEnumerable<T> items, int limit, Func<T, Task> step)
    {
        Queue<T> queue = new(items);
        int lanes = Math.Min(limit, queue.Count);
        return Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => LaneAsync()));

        async Task LaneAsync()
        {
            while (queue.TryDequeue(out T? item))
            {
                await step(item);
            }
        }
    }
}
