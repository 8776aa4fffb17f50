using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>The tests of the store share an Azurite. Each has its own table.</summary>
[CollectionDefinition(nameof(StoreCollection))]
public sealed class StoreCollection : ICollectionFixture<AzuriteFixture>;
