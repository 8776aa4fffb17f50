using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class ExtensionFailures(AzuriteFixture fixture) : EngineFailuresConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
