using GlusterDr.Tests.Functions.AzureStorage;

namespace GlusterDr.Tests.Functions.Store;

/// <summary>The tests of the store share an Azurite; each has a table of its own.</summary>
[CollectionDefinition(nameof(StoreCollection))]
public sealed class StoreCollection : ICollectionFixture<AzuriteFixture>;
