using System.Runtime.CompilerServices;
using GlusterDr.Errors;

namespace GlusterDr.Store;

/// <summary>The common rules of all stores for names, sizes and errors. An adapter derives from it and implements reading and writing.</summary>
/// <param name="place">Where the documents are, for messages: a file or an address. Must contain no secrets.</param>
public abstract class DocumentStore(string place) : IDocumentStore
{
    /// <inheritdoc/>
    public async Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default)
    {
        DocumentName.ThrowIfInvalid(partition, key);
        return await CallAsync($"read '{partition}/{key}'", () => ReadAsync(partition, key, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Document> ListAsync(
        string partition, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        DocumentName.ThrowIfInvalid(partition);
        DocumentName.ThrowIfInvalidPrefix(keyPrefix);
        await using IAsyncEnumerator<Document> all = ScanAsync(partition, keyPrefix, cancellation).GetAsyncEnumerator(cancellation);
        while (await CallAsync($"list '{partition}/{keyPrefix}'", () => all.MoveNextAsync().AsTask(), cancellation))
        {
            yield return all.Current;
        }
    }

    /// <inheritdoc/>
    public Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        CheckedAsync(partition, key, json, () => AddAsync(partition, key, json, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<string> ReplaceAsync(
        string partition, string key, string json, string etag, CancellationToken cancellation = default) =>
        CheckedAsync(partition, key, json, () => ExchangeAsync(partition, key, json, etag, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        CheckedAsync(partition, key, json, () => PutAsync(partition, key, json, cancellation), cancellation);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(
        string partition, string key, string? etag = null, CancellationToken cancellation = default)
    {
        DocumentName.ThrowIfInvalid(partition, key);
        return await CallAsync($"delete '{partition}/{key}'", () => RemoveAsync(partition, key, etag, cancellation), cancellation)
            ?? throw new StoreConflictException(partition, key);
    }

    /// <summary>The document, or null.</summary>
    protected abstract Task<Document?> ReadAsync(string partition, string key, CancellationToken cancellation);

    /// <summary>The documents whose key starts with the prefix, by ordinal (UTF-16) order of key.</summary>
    protected abstract IAsyncEnumerable<Document> ScanAsync(string partition, string keyPrefix, CancellationToken cancellation);

    /// <summary>Creates a document. Returns the new ETag, or null if it exists already.</summary>
    protected abstract Task<string?> AddAsync(string partition, string key, string json, CancellationToken cancellation);

    /// <summary>Replaces the document with this ETag. Returns the new ETag, or null if no document has it.</summary>
    protected abstract Task<string?> ExchangeAsync(
        string partition, string key, string json, string etag, CancellationToken cancellation);

    /// <summary>Writes a document, replacing any existing one. Returns the new ETag.</summary>
    protected abstract Task<string?> PutAsync(string partition, string key, string json, CancellationToken cancellation);

    /// <summary>Deletes the document with this ETag (null: any ETag). False: it did not exist; null: it has another ETag.</summary>
    protected abstract Task<bool?> RemoveAsync(string partition, string key, string? etag, CancellationToken cancellation);

    /// <summary>Classifies an exception of the store or the network.</summary>
    protected abstract StoreFault Explain(Exception exception);

    private async Task<string> CheckedAsync(
        string partition, string key, string json, Func<Task<string?>> write, CancellationToken cancellation)
    {
        DocumentName.ThrowIfInvalid(partition, key);
        DocumentContent.ThrowIfInvalid(partition, key, json);
        return await CallAsync($"write '{partition}/{key}'", write, cancellation) ?? throw new StoreConflictException(partition, key);
    }

    // Converts any exception of an adapter, its driver or the network. Callers know two kinds of error, and retry the transient one.
    private async Task<T> CallAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not DrException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            StoreFault fault = Explain(e);
            string code = fault.Class == ErrorClass.Transient ? ErrorCodes.StoreUnavailable : ErrorCodes.StoreFailed;
            throw new DrException(new Error(code, fault.Class, $"Could not {what} in the store: {fault.Reason}", place, Advice: fault.Advice), e);
        }
    }
}
