using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class StorageHubEvents(AzuriteFixture fixture) : EngineEventsConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new StorageHubHarness(fixture.Azurite.ConnectionString);
}
