using System.Text.Json;

namespace GlusterDr.Store;

/// <summary>The one way to change a document that is there: with the ETag that was read, and again where somebody else was quicker.</summary>
public static class DocumentUpdates
{
    /// <summary>Replaces a document by what is made of it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="key">The key.</param>
    /// <param name="change">
    /// Makes the new value of the stored one; null: the document does not exist. It may be called several times and must have no effect
    /// of its own. The same reference: nothing is written. Null: nothing is written either.
    /// </param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The value that is stored now; null: none is.</returns>
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
