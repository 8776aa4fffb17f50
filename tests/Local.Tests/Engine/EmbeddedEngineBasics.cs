using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineBasics : EngineBasicsConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
