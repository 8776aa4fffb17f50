using System.Runtime.CompilerServices;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>The document store on SQLite.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database) : IDocumentStore
{
    private const int PageSize = 200;

    /// <inheritdoc/>
    public Task<Document?> GetAsync(string partition, string key, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(partition, key);
        cancellation.ThrowIfCancellationRequested();
        const string Sql = "SELECT key, json, etag FROM documents WHERE partition = $0 AND key = $1";
        using SqliteConnection connection = database.OpenReader();
        return Task.FromResult(Read(connection, partition, Sql, partition, key).FirstOrDefault());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Document> ListAsync(
        string partition, string keyPrefix = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // By pages: a slow consumer holds neither the whole partition in memory nor a read transaction open.
        const string Sql = """
            SELECT key, json, etag FROM documents
            WHERE partition = $0 AND key > $1 AND key >= $2 AND key < $2 || char(1114111) ORDER BY key LIMIT $3
            """;
        DocumentName.ThrowIfInvalid(partition, nameof(partition));
        string last = "";
        List<Document> page;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            page = await database.ReadAsync(connection => Read(connection, partition, Sql, partition, last, keyPrefix, PageSize), cancellation);
            foreach (Document document in page)
            {
                yield return document;
                last = document.Key;
            }
        }
        while (page.Count == PageSize);
    }

    /// <inheritdoc/>
    public Task<string> InsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        WriteAsync("INSERT INTO documents (partition, key, json, etag) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING",
            partition, key, json, null, cancellation);

    /// <inheritdoc/>
    public Task<string> ReplaceAsync(
        string partition, string key, string json, string etag, CancellationToken cancellation = default) =>
        WriteAsync("UPDATE documents SET json = $2, etag = $3 WHERE partition = $0 AND key = $1 AND etag = $4",
            partition, key, json, etag, cancellation);

    /// <inheritdoc/>
    public Task<string> UpsertAsync(string partition, string key, string json, CancellationToken cancellation = default) =>
        WriteAsync("INSERT OR REPLACE INTO documents (partition, key, json, etag) VALUES ($0, $1, $2, $3)",
            partition, key, json, null, cancellation);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(
        string partition, string key, string? etag = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(partition, key);
        const string Sql = "DELETE FROM documents WHERE partition = $0 AND key = $1 AND ($2 IS NULL OR etag = $2)";
        const string Exists = "SELECT EXISTS (SELECT 1 FROM documents WHERE partition = $0 AND key = $1)";
        (int deleted, bool other) = await database.WriteAsync(
            connection =>
            {
                using SqliteCommand delete = Command(connection, Sql, partition, key, etag);
                using SqliteCommand exists = Command(connection, Exists, partition, key);
                return (delete.ExecuteNonQuery(), (long)exists.ExecuteScalar()! == 1);
            },
            cancellation);
        return other ? throw new StoreConflictException(partition, key) : deleted == 1;
    }

    private async Task<string> WriteAsync(
        string sql, string partition, string key, string json, string? etag, CancellationToken cancellation)
    {
        ThrowIfInvalid(partition, key);
        string next = Guid.NewGuid().ToString("n");
        int changed = await database.WriteAsync(
            connection =>
            {
                using SqliteCommand command = Command(connection, sql, partition, key, json, next, etag);
                return command.ExecuteNonQuery();
            },
            cancellation);
        return changed == 1 ? next : throw new StoreConflictException(partition, key);
    }

    private static List<Document> Read(SqliteConnection connection, string partition, string sql, params object?[] values)
    {
        List<Document> documents = [];
        using SqliteCommand command = Command(connection, sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            documents.Add(new(partition, reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return documents;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object?[] values)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above; the values are bound.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        return command;
    }

    private static void ThrowIfInvalid(string partition, string key)
    {
        DocumentName.ThrowIfInvalid(partition, nameof(partition));
        DocumentName.ThrowIfInvalid(key, nameof(key));
    }
}
