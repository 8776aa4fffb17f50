using GlusterDr.Conformance.Store;
using GlusterDr.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

[Collection(nameof(StoreCollection))]
public sealed class TableDocumentBasics(AzuriteFixture fixture) : DocumentStoreConformance
{
    protected override IDocumentStore Store { get; } = TableStores.New(fixture);
}
