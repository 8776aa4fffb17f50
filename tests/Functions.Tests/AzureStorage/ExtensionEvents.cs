using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.AzureStorage;

public sealed class ExtensionEvents(AzuriteFixture fixture) : EngineEventsConformance, IClassFixture<AzuriteFixture>
{
    protected override IEngineHarness CreateHarness() => new ExtensionHarness(fixture.Azurite.ConnectionString);
}
