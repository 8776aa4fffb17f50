using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using GlusterDr.Store;

namespace GlusterDr.Functions.Store;

/// <summary>The document store on one Azure table: partitions are the table's partitions, and keys are row keys. Creates the table on first use.</summary>
public sealed class TableDocumentStore(TableClient table) : DocumentStore(table.Uri.GetLeftPart(UriPartial.Path))
{
    private const int NotFound = 404;
    private const int AlreadyThere = 409;
    private const int Changed = 412;

    private volatile bool _isMade;

    protected override async Task<Document?> ReadAsync(string partition, string key, CancellationToken cancellation)
    {
        try
        {
            TableClient made = await TableAsync(cancellation);
            return DocumentEntity.Read((await made.GetEntityAsync<TableEntity>(partition, key, cancellationToken: cancellation)).Value);
        }
        catch (RequestFailedException e) when (e.Status == NotFound && !TableFaults.IsOfTheTable(e))
        {
            return null;
        }
    }

    // The service sorts rows by key, so only the range with the prefix is requested.
    protected override async IAsyncEnumerable<Document> ScanAsync(
        string partition, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        TableClient made = await TableAsync(cancellation);
        await foreach (TableEntity entity in made.QueryAsync<TableEntity>(TableFilter.Of(partition, keyPrefix), cancellationToken: cancellation))
        {
            if (entity.RowKey.StartsWith(keyPrefix, StringComparison.Ordinal))
            {
                yield return DocumentEntity.Read(entity);
            }
        }
    }

    protected override Task<string?> AddAsync(string partition, string key, string json, CancellationToken cancellation) =>
        WriteAsync(made => made.AddEntityAsync(DocumentEntity.Make(partition, key, json), cancellation), cancellation);

    protected override Task<string?> ExchangeAsync(
        string partition, string key, string json, string etag, CancellationToken cancellation) => IsOfARow(etag)
        ? WriteAsync(
            made => made.UpdateEntityAsync(DocumentEntity.Make(partition, key, json), new ETag(etag), TableUpdateMode.Replace, cancellation),
            cancellation)
        : Task.FromResult<string?>(null);

    protected override Task<string?> PutAsync(string partition, string key, string json, CancellationToken cancellation) => WriteAsync(
        made => made.UpsertEntityAsync(DocumentEntity.Make(partition, key, json), TableUpdateMode.Replace, cancellation), cancellation);

    protected override async Task<bool?> RemoveAsync(string partition, string key, string? etag, CancellationToken cancellation)
    {
        if (etag is not null && !IsOfARow(etag))
        {
            return await ReadAsync(partition, key, cancellation) is null ? false : null;
        }

        try
        {
            // The client does not throw for a missing row.
            TableClient made = await TableAsync(cancellation);
            Response answer = await made.DeleteEntityAsync(partition, key, etag is null ? ETag.All : new ETag(etag), cancellation);
            return answer.Status != NotFound;
        }
        catch (RequestFailedException e) when (e.Status == Changed)
        {
            return null;
        }
    }

    protected override StoreFault Explain(Exception exception) => TableFaults.Explain(exception);

    // Null for a conflict. An error about the table is no conflict, because a caller that reads again and retries would never end.
    private async Task<string?> WriteAsync(Func<TableClient, Task<Response>> write, CancellationToken cancellation)
    {
        try
        {
            Response answer = await write(await TableAsync(cancellation));
            return answer.Headers.ETag?.ToString() ?? throw new InvalidOperationException("the answer has no ETag.");
        }
        catch (RequestFailedException e) when (e.Status is AlreadyThere or Changed or NotFound && !TableFaults.IsOfTheTable(e))
        {
            return null;
        }
    }

    // The service reports a malformed ETag as a bad request, and * matches any: neither is the ETag of a row.
    private static bool IsOfARow(string etag) => etag.StartsWith("W/\"", StringComparison.Ordinal);

    private async Task<TableClient> TableAsync(CancellationToken cancellation)
    {
        if (!_isMade)
        {
            await table.CreateIfNotExistsAsync(cancellation);
            _isMade = true;
        }

        return table;
    }
}
