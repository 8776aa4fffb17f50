using GlusterDr.Conformance.Store;
using GlusterDr.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

[Collection(nameof(StoreCollection))]
public sealed class TableDocumentSizes(AzuriteFixture fixture) : DocumentSizeConformance
{
    protected override IDocumentStore Store { get; } = TableStores.New(fixture);
}
