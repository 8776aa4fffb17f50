namespace GlusterDr.Store;

/// <summary>JSON documents by partition and key, with ETags for optimistic concurrency.</summary>
/// <remarks>
/// <para>Implementations derive from <see cref="DocumentStore"/>, which has the common rules. Partition and key: 1 to 512 UTF-16
/// code units, none of <c>/ \ # ?</c>, no control or private-use characters, no noncharacters and no unpaired surrogates. They are
/// compared ordinally, without case folding or normalisation.</para>
/// <para>A document has at most <see cref="DocumentContent.MaxBytes"/> compressed bytes.</para>
/// <para>A write that has returned survives a crash of the process and of the machine. A write that failed may still have succeeded, if
/// only its answer was lost. Repeating it may then cause a conflict with itself.</para>
/// <para>All members throw <see cref="Errors.DrException"/>: <c>store.unavailable</c> (transient) where another attempt may
/// succeed, <c>store.failed</c>, <c>store.unreadable</c>, <c>store.too-large</c> and <c>name.invalid</c> (permanent) where not.</para>
/// </remarks>
public interface IDocumentStore
{
    /// <summary>The document, or null.</summary>
    Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default);

    /// <summary>The documents of a partition whose key starts with the prefix, in ordinal order of key (by UTF-16 code units).</summary>
    /// <remarks>Documents written during the enumeration may or may not be included.</remarks>
    IAsyncEnumerable<Document> ListAsync(string partition, string keyPrefix = "", CancellationToken cancellation = default);

    /// <summary>Creates a document. Returns the new ETag.</summary>
    /// <exception cref="StoreConflictException">It exists.</exception>
    Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Replaces the document with this ETag. Returns the new ETag.</summary>
    /// <exception cref="StoreConflictException">It has changed or is gone.</exception>
    Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default);

    /// <summary>Writes a document, replacing any existing one. Returns the new ETag.</summary>
    Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default);

    /// <summary>Deletes the document with this ETag (null: any ETag). False: it did not exist.</summary>
    /// <exception cref="StoreConflictException">It has another ETag.</exception>
    Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default);
}
