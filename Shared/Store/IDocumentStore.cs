namespace GlusterDr.Store;

/// <summary>JSON documents by partition and key, with ETags for optimistic concurrency.</summary>
/// <remarks>
/// <para>Small enough for an adapter of under a hundred lines on SQLite or Azure Tables. Partition and key: 1 to 512
/// characters, none of <c>/ \ # ?</c> and no control characters (what Azure Tables forbids); compared by ordinal.</para>
/// <para>A write that has returned survives a crash of the process and of the machine.</para>
/// </remarks>
public interface IDocumentStore
{
    /// <summary>The document, or null.</summary>
    Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default);

    /// <summary>The documents of a partition whose key starts with the prefix, in ordinal order of key.</summary>
    IAsyncEnumerable<Document> ListAsync(string partition, string keyPrefix = "", CancellationToken cancellation = default);

    /// <summary>Writes a document that must not exist yet; the new ETag.</summary>
    /// <exception cref="StoreConflictException">It exists.</exception>
    Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Replaces the document that has this ETag; the new ETag.</summary>
    /// <exception cref="StoreConflictException">It has changed or is gone.</exception>
    Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default);

    /// <summary>Writes, whatever was there; the new ETag.</summary>
    Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Deletes the document that has this ETag (null: whatever ETag). False: there was none.</summary>
    /// <exception cref="StoreConflictException">It has another ETag.</exception>
    Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default);
}
