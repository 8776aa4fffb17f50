using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

[NeedsAzurite]
public sealed class StorageHubDeterminism(AzuriteFixture fixture) : EngineDeterminismConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new StorageHubHarness(fixture.Azurite.ConnectionString);
}
