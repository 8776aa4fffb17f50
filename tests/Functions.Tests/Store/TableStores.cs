using Azure.Data.Tables;
using GlusterDr.Functions.Store;
using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>Stores on tables of an Azurite.</summary>
internal static class TableStores
{
    /// <summary>A store on a table that does not exist yet.</summary>
    public static TableDocumentStore New(AzuriteFixture fixture) => Open(fixture, AzuriteFixture.NewName());

    /// <summary>A store with its own client, as in another instance of the app.</summary>
    public static TableDocumentStore Open(AzuriteFixture fixture, string table, TableClientOptions? options = null) =>
        new(new TableClient(fixture.Azurite.ConnectionString, table, options));
}
