using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class ExtensionSubOrchestrations(AzuriteFixture fixture) : EngineSubOrchestrationsConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
