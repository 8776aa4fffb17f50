using GlusterDr.Local.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GlusterDr.Tests.Local.Store;

public sealed class SqliteRollbackTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_rollback_that_fails_does_not_end_the_writer()
    {
        using SqliteDatabase database = SqliteDatabase.Open(_directory.File("test.db"));
        bool denies = true;
        Task<int> failed = database.WriteAsync<int>(connection =>
        {
            raw.sqlite3_set_authorizer(connection.Handle, (_, action, what, _, _, _) =>
                denies && action == raw.SQLITE_TRANSACTION && what.utf8_to_string() == "ROLLBACK" ? raw.SQLITE_DENY : raw.SQLITE_OK, null);
            throw new InvalidOperationException("this change fails");
        });
        (await Should.ThrowAsync<InvalidOperationException>(failed)).Message.ShouldBe("this change fails");

        denies = false;
        SqliteDocumentStore store = new(database);
        await store.InsertAsync("p", "k", "1");
        (await store.GetAsync("p", "k"))!.Json.ShouldBe("1");
    }

    public void Dispose() => _directory.Dispose();
}
