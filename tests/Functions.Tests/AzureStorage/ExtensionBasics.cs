using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class ExtensionBasics(AzuriteFixture fixture) : EngineBasicsConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
