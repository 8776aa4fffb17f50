using GlusterDr.Errors;
using GlusterDr.Local.Store;
using GlusterDr.Store;
using Microsoft.Data.Sqlite;

namespace GlusterDr.Tests.Local.Store;

/// <summary>For all faults of the disk, callers of the document store get one of two errors: transient or permanent.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly SqliteStore _store = new();

    private SqliteDocumentStore Documents => _store.Documents;

    [Theory]
    [InlineData(5, ErrorClass.Transient)]
    [InlineData(6, ErrorClass.Transient)]
    [InlineData(7, ErrorClass.Transient)]
    [InlineData(8, ErrorClass.Transient)]
    [InlineData(10, ErrorClass.Transient)]
    [InlineData(13, ErrorClass.Transient)]
    [InlineData(14, ErrorClass.Transient)]
    [InlineData(1, ErrorClass.Permanent)]
    [InlineData(11, ErrorClass.Permanent)]
    [InlineData(18, ErrorClass.Permanent)]
    [InlineData(26, ErrorClass.Permanent)]
    public void Each_result_code_of_sqlite_has_its_class(int code, ErrorClass expected) =>
        SqliteFaults.Explain(new SqliteException("so it is", code)).Class.ShouldBe(expected);

    [Fact]
    public void Other_exceptions_have_theirs()
    {
        SqliteFaults.Explain(new IOException("no such device")).Class.ShouldBe(ErrorClass.Transient);
        SqliteFaults.Explain(new InvalidOperationException("odd")).Class.ShouldBe(ErrorClass.Permanent);
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_keeps_what_was_there()
    {
        await Documents.InsertAsync("p", "k", "1");
        await ExecuteAsync("PRAGMA max_page_count = 1");
        string large = new('x', 1 << 20);
        await ShouldFailAsync(
            ErrorClass.Transient,
            "full",
            () => Documents.InsertAsync("p", "new", large),
            () => Documents.UpsertAsync("p", "k", large));
        (await Documents.GetAsync("p", "k"))!.Json.ShouldBe("1");

        await ExecuteAsync("PRAGMA max_page_count = 1000000");
        await Documents.UpsertAsync("p", "k", large);
        (await Documents.GetAsync("p", "k"))!.Json.ShouldBe(large);
    }

    [Fact]
    public async Task A_file_that_another_process_has_locked_refuses_writes_and_gives_reads()
    {
        string etag = await Documents.InsertAsync("p", "k", "1");
        await ExecuteAsync("PRAGMA busy_timeout = 0");
        await using (SqliteConnection other = _store.Database.OpenReader())
        {
            Execute(other, "BEGIN IMMEDIATE");
            await ShouldFailAsync(
                ErrorClass.Transient,
                "locked",
                () => Documents.ReplaceAsync("p", "k", "2", etag),
                () => Documents.DeleteAsync("p", "k"));
            (await Documents.GetAsync("p", "k"))!.Json.ShouldBe("1");
            Execute(other, "ROLLBACK");
        }

        await Documents.ReplaceAsync("p", "k", "2", etag);
    }

    [Fact]
    public async Task A_damaged_file_is_permanent()
    {
        for (int i = 0; i < 200; i++)
        {
            await Documents.InsertAsync("p", $"{i}", $"\"{new string('x', 2000)}\"");
        }

        // Writes everything into the file itself, and then corrupts all pages but the first, which identifies it as a database.
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] bytes = await File.ReadAllBytesAsync(_store.Database.Path);
        bytes.AsSpan(4096).Fill(0xEE);
        await File.WriteAllBytesAsync(_store.Database.Path, bytes);

        await ShouldFailAsync(
            ErrorClass.Permanent,
            "malformed",
            () => Documents.GetAsync("p", "1"),
            () => Documents.ListAsync("p").GetAsyncEnumerator().MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task A_database_that_was_closed_is_transient()
    {
        _store.Database.Dispose();
        await ShouldFailAsync(
            ErrorClass.Transient,
            "the host stops",
            () => Documents.InsertAsync("p", "k", "1"),
            () => Documents.DeleteAsync("p", "k"));
    }

    public void Dispose() => _store.Dispose();

    private async Task ShouldFailAsync(ErrorClass expected, string why, params Func<Task>[] calls)
    {
        foreach (Func<Task> call in calls)
        {
            Error error = (await Should.ThrowAsync<DrException>(call)).Error;
            error.Class.ShouldBe(expected);
            error.Code.ShouldBe(expected == ErrorClass.Transient ? ErrorCodes.StoreUnavailable : ErrorCodes.StoreFailed);
            error.Message.ShouldContain(why);
            error.Message.ShouldContain("'p/");
            error.Host.ShouldBe(_store.Database.Path);
            error.Advice.ShouldNotBe("");
        }
    }

    private Task<bool> ExecuteAsync(string sql) => _store.Database.WriteAsync(connection =>
    {
        // A pragma of this kind cannot be used in a transaction.
        bool isCheckpoint = sql.Contains("checkpoint", StringComparison.Ordinal);
        if (isCheckpoint)
        {
            Execute(connection, "COMMIT");
        }

        Execute(connection, sql);
        if (isCheckpoint)
        {
            Execute(connection, "BEGIN IMMEDIATE");
        }

        return true;
    });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
