using GlusterDr.Local.Store;

namespace GlusterDr.Tests.Local.Store;

/// <summary>A store in its own directory.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly TempDirectory _directory = new();

    public SqliteStore()
    {
        Database = SqliteDatabase.Open(_directory.File("test.db"));
        Documents = new SqliteDocumentStore(Database);
    }

    public SqliteDatabase Database { get; }

    public SqliteDocumentStore Documents { get; }

    public void Dispose()
    {
        Database.Dispose();
        _directory.Dispose();
    }
}
