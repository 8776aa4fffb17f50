using GlusterDr.Conformance.Store;
using GlusterDr.Store;

namespace GlusterDr.Tests.Local.Store;

public sealed class SqliteDocumentBasics : DocumentStoreConformance, IDisposable
{
    private readonly SqliteStore _store = new();

    protected override IDocumentStore Store => _store.Documents;

    public void Dispose() => _store.Dispose();
}
