using System.Text.Json;

namespace GlusterDr.Store;

/// <summary>Updates existing documents with the ETag that was read, and tries again if another writer was first.</summary>
public static class DocumentUpdates
{
    /// <summary>Replaces a document by a changed value.</summary>
    /// <param name="store">The store.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="key">The key.</param>
    /// <param name="change">
    /// Computes the new value from the stored one, which is null if the document does not exist. May be called several times, so it must have
    /// no side effects. If it returns the same reference or null, nothing is written.
    /// </param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The value that is now stored; null: none.</returns>
    public static async Task<T?> UpdateAsync<T>(
        this IDocumentStore store, string partition, string key, Func<T?, T?> change, CancellationToken cancellation)
        where T : class
    {
        while (true)
        {
            Document? document = await store.GetAsync(partition, key, cancellation);
            T? before = document?.Read<T>();
            T? after = change(before);
            if (after is null || ReferenceEquals(before, after))
            {
                return before;
            }

            string json = JsonSerializer.Serialize(after, DrJson.Options);
            try
            {
                await (document is null
                    ? store.InsertAsync(partition, key, json, cancellation)
                    : store.ReplaceAsync(partition, key, json, document.ETag, cancellation));
                return after;
            }
            catch (StoreConflictException)
            {
                // Each conflict means that another writer succeeded, so this loop ends.
            }
        }
    }
}
