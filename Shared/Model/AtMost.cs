namespace GlusterDr;

/// <summary>Processes many items with a bounded degree of concurrency.</summary>
public static class AtMost
{
    /// <summary>Does the work on each item. The first failure cancels the rest.</summary>
    /// <inheritdoc cref="SelectAsync"/>
    public static Task ForEachAsync<TItem>(
        int atOnce, IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task> work, CancellationToken cancellation) => SelectAsync(
        atOnce,
        items,
        async (item, stop) =>
        {
            await work(item, stop);
            return true;
        },
        cancellation);

    /// <summary>Does the work on each item, and returns the results in the items' order. The first failure cancels the rest.</summary>
    /// <param name="atOnce">The maximum number at once.</param>
    /// <param name="items">The items.</param>
    /// <param name="work">The work; its token is cancelled when another item has failed.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<TResult[]> SelectAsync<TItem, TResult>(
        int atOnce, IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TResult>> work, CancellationToken cancellation)
    {
        TResult[] results = new TResult[items.Count];
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        int last = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, items.Count)).Select(_ => WorkAsync()));
        return results;

        async Task WorkAsync()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref last)) < items.Count;)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    results[i] = await work(items[i], stop.Token);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
