using System.Runtime.CompilerServices;
using System.Text.Json;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Local.Store;

/// <summary>The document store on SQLite.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database) : DocumentStore(database.Path)
{
    private const int PageSize = 200;

    protected override Task<Document?> ReadAsync(string partition, string key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        const string Sql = "SELECT json, etag FROM documents WHERE partition = $0 AND key = $1";
        using SqliteConnection connection = database.OpenReader();
        return Task.FromResult(Query(connection, Sql, row => new Document(partition, key, row.GetString(0), row.GetString(1)), partition, key).FirstOrDefault());
    }

    // Reads the keys first, because SQLite sorts them by UTF-8, and then documents in pages, so that a slow consumer keeps neither the
    // whole partition in memory nor a read transaction open. No key contains U+10FFFF, so it ends the range of the prefix.
    protected override async IAsyncEnumerable<Document> ScanAsync(
        string partition, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const string Keys = "SELECT key FROM documents WHERE partition = $0 AND key >= $1 AND key < $1 || char(1114111)";
        const string Page = "SELECT key, json, etag FROM documents WHERE partition = $0 AND key IN (SELECT value FROM json_each($1))";
        List<string> keys = await database.ReadAsync(
            connection => Query(connection, Keys, row => row.GetString(0), partition, keyPrefix), cancellation);
        keys.Sort(StringComparer.Ordinal);
        foreach (string[] some in keys.Chunk(PageSize))
        {
            string list = JsonSerializer.Serialize(some);
            List<Document> page = await database.ReadAsync(
                connection => Query(connection, Page, row => new Document(partition, row.GetString(0), row.GetString(1), row.GetString(2)), partition, list),
                cancellation);
            foreach (Document document in page.OrderBy(d => d.Key, StringComparer.Ordinal))
            {
                yield return document;
            }
        }
    }

    protected override Task<string?> AddAsync(string partition, string key, string json, CancellationToken cancellation) =>
        WriteAsync("INSERT INTO documents (partition, key, json, etag) VALUES ($0, $1, $2, $3) ON CONFLICT DO NOTHING",
            partition, key, json, null, cancellation);

    protected override Task<string?> ExchangeAsync(
        string partition, string key, string json, string etag, CancellationToken cancellation) =>
        WriteAsync("UPDATE documents SET json = $2, etag = $3 WHERE partition = $0 AND key = $1 AND etag = $4",
            partition, key, json, etag, cancellation);

    protected override Task<string?> PutAsync(string partition, string key, string json, CancellationToken cancellation) =>
        WriteAsync("INSERT OR REPLACE INTO documents (partition, key, json, etag) VALUES ($0, $1, $2, $3)",
            partition, key, json, null, cancellation);

    protected override Task<bool?> RemoveAsync(string partition, string key, string? etag, CancellationToken cancellation)
    {
        const string Sql = "DELETE FROM documents WHERE partition = $0 AND key = $1 AND ($2 IS NULL OR etag = $2)";
        const string Exists = "SELECT EXISTS (SELECT 1 FROM documents WHERE partition = $0 AND key = $1)";
        return database.WriteAsync<bool?>(
            connection =>
            {
                using SqliteCommand delete = Command(connection, Sql, partition, key, etag);
                using SqliteCommand exists = Command(connection, Exists, partition, key);
                return delete.ExecuteNonQuery() == 1 ? true : (long)exists.ExecuteScalar()! == 1 ? null : false;
            },
            cancellation);
    }

    protected override StoreFault Explain(Exception exception) => SqliteFaults.Explain(exception);

    private Task<string?> WriteAsync(
        string sql, string partition, string key, string json, string? etag, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                string next = Guid.NewGuid().ToString("n");
                using SqliteCommand command = Command(connection, sql, partition, key, json, next, etag);
                return command.ExecuteNonQuery() == 1 ? next : null;
            },
            cancellation);

    private static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        List<T> rows = [];
        using SqliteCommand command = Command(connection, sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params object?[] values)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL texts are the constants above; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        }

        return command;
    }
}
