using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineRandom : EngineRandomConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
