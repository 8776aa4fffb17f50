using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineClient : EngineClientConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
