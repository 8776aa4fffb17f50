using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using GlusterDr.Store;

namespace GlusterDr.Functions.Store;

/// <summary>The document store on one Azure table: a partition is a partition, a key is a row's.</summary>
public sealed class TableDocumentStore(TableClient table) : IDocumentStore
{
    private const int NotFound = 404;
    private const int AlreadyThere = 409;
    private const int Changed = 412;

    /// <inheritdoc/>
    public async Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(partition, key);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
        return found.HasValue ? DocumentEntity.Read(found.Value!) : null;
    }

    /// <inheritdoc/>
    /// <remarks>The service sorts rows by their keys, so those with the prefix stand together; it is asked for no others.</remarks>
    public async IAsyncEnumerable<Document> ListAsync(
        string partition, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        DocumentName.ThrowIfInvalid(partition, nameof(partition));
        await foreach (TableEntity entity in table.QueryAsync<TableEntity>(TableFilter.Of(partition, keyPrefix), cancellationToken: cancellation))
        {
            if (entity.RowKey.StartsWith(keyPrefix, StringComparison.Ordinal))
            {
                yield return DocumentEntity.Read(entity);
            }
        }
    }

    /// <inheritdoc/>
    public Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        WriteAsync(partition, key, json, entity => table.AddEntityAsync(entity, cancellation));

    /// <inheritdoc/>
    public Task<string> ReplaceAsync(string partition, string key, string json, string etag, CancellationToken cancellation = default) =>
        WriteAsync(partition, key, json, entity =>
            table.UpdateEntityAsync(entity, Known(partition, key, etag), TableUpdateMode.Replace, cancellation));

    /// <inheritdoc/>
    public Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        WriteAsync(partition, key, json, entity => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellation));

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string partition, string key, string? etag = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(partition, key);
        try
        {
            // Of a row that is not there the client tells by the status alone.
            Response answer = await table.DeleteEntityAsync(partition, key, etag is null ? ETag.All : Known(partition, key, etag), cancellation);
            return answer.Status != NotFound;
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return false;
        }
        catch (RequestFailedException e) when (e.Status == Changed)
        {
            throw new StoreConflictException(partition, key);
        }
    }

    private static async Task<string> WriteAsync(string partition, string key, string json, Func<TableEntity, Task<Response>> write)
    {
        ThrowIfInvalid(partition, key);
        try
        {
            Response answer = await write(DocumentEntity.Make(partition, key, json));
            return answer.Headers.ETag?.ToString() ?? throw new InvalidOperationException($"'{partition}/{key}' was written, and has no ETag.");
        }
        catch (RequestFailedException e) when (e.Status is AlreadyThere or Changed or NotFound && !IsOfTheTable(e))
        {
            throw new StoreConflictException(partition, key);
        }
    }

    // TableNotFound, TableBeingDeleted: no writer of the row, whom looking again would find.
    private static bool IsOfTheTable(RequestFailedException e) => e.ErrorCode?.StartsWith("Table", StringComparison.Ordinal) == true;

    // The service calls a malformed ETag a bad request, and * is any: neither is the ETag of a row.
    private static ETag Known(string partition, string key, string etag) =>
        etag.StartsWith("W/\"", StringComparison.Ordinal) ? new ETag(etag) : throw new StoreConflictException(partition, key);

    private static void ThrowIfInvalid(string partition, string key)
    {
        DocumentName.ThrowIfInvalid(partition, nameof(partition));
        DocumentName.ThrowIfInvalid(key, nameof(key));
    }
}
