using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

[NeedsAzurite]
public sealed class StorageHubRecovery(AzuriteFixture fixture) : EngineRecoveryConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new StorageHubHarness(fixture.Azurite.ConnectionString);
}
