using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class StorageHubFailures(AzuriteFixture fixture) : EngineFailuresConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new StorageHubHarness(fixture.Azurite.ConnectionString);
}
