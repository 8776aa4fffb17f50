namespace GlusterDr.Store;

/// <summary>JSON documents by partition and key, with ETags for optimistic concurrency.</summary>
/// <remarks>
/// <para>Derive <see cref="DocumentStore"/>, which holds the rules that are the same for all stores. Partition and key: 1 to 512 UTF-16
/// code units, none of <c>/ \ # ?</c>, no control or private-use characters, no noncharacters and no half surrogate pairs. They are
/// compared by ordinal: neither case nor normalisation makes two names one.</para>
/// <para>A document is at most <see cref="DocumentContent.MaxBytes"/> large, compressed.</para>
/// <para>A write that has returned survives a crash of the process and of the machine. One that failed may have been made all the same:
/// its answer was lost. The same write again may then find itself as the other writer of a conflict.</para>
/// <para>All members throw <see cref="Errors.DrException"/>: <c>store.unavailable</c> (transient) where another attempt may
/// succeed, <c>store.failed</c>, <c>store.unreadable</c>, <c>store.too-large</c> and <c>name.invalid</c> (permanent) where not.</para>
/// </remarks>
public interface IDocumentStore
{
    /// <summary>The document, or null.</summary>
    Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default);

    /// <summary>The documents of a partition whose key starts with the prefix, in ordinal order of key (by UTF-16 code units).</summary>
    /// <remarks>What is written meanwhile may be in it or not.</remarks>
    IAsyncEnumerable<Document> ListAsync(string partition, string keyPrefix = "", CancellationToken cancellation = default);

    /// <summary>Writes a document that must not exist yet; the new ETag.</summary>
    /// <exception cref="StoreConflictException">It exists.</exception>
    Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Replaces the document that has this ETag; the new ETag.</summary>
    /// <exception cref="StoreConflictException">It has changed or is gone.</exception>
    Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default);

    /// <summary>Writes, whatever was there; the new ETag.</summary>
    Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Deletes the document that has this ETag (null: whatever ETag). False: there was none, whatever the ETag.</summary>
    /// <exception cref="StoreConflictException">It has another ETag.</exception>
    Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default);
}
