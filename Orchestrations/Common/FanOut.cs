namespace GlusterDr.Orchestrations.Common;

/// <summary>Runs many steps, a limited number in parallel, in an order that a replay repeats.</summary>
internal static class FanOut
{
    /// <summary>Runs the step for each item, in order, at most <paramref name="limit"/> in parallel.</summary>
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
