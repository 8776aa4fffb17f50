using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class ExtensionClient(AzuriteFixture fixture) : EngineClientConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
