using Azure.Data.Tables;
using GlusterDr.Conformance;
using GlusterDr.Functions.Store;
using GlusterDr.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

public sealed class TableDocumentStoreConformance(AzuriteFixture fixture) : DocumentStoreConformance, IClassFixture<AzuriteFixture>
{
    protected override IDocumentStore Store { get; } = Open(fixture);

    private static TableDocumentStore Open(AzuriteFixture fixture)
    {
        TableClient table = new(fixture.Azurite.ConnectionString, AzuriteFixture.NewName());
        table.CreateIfNotExists();
        return new TableDocumentStore(table);
    }
}
