using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

[NeedsAzurite]
public sealed class ExtensionSubOrchestrations(AzuriteFixture fixture) : EngineSubOrchestrationsConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
