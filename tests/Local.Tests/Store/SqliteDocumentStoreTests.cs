using GlusterDr.Conformance;
using GlusterDr.Local.Store;
using GlusterDr.Store;

namespace GlusterDr.Tests.Local.Store;

public sealed class SqliteDocumentStoreTests : DocumentStoreConformance, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SqliteDatabase _database;

    public SqliteDocumentStoreTests()
    {
        _database = SqliteDatabase.Open(_directory.File("test.db"));
        Store = new SqliteDocumentStore(_database);
    }

    protected override IDocumentStore Store { get; }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }
}
