using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class StorageHubTimers(AzuriteFixture fixture) : EngineTimersConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new StorageHubHarness(fixture.Azurite.ConnectionString);
}
