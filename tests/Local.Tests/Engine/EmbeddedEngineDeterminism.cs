using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineDeterminism : EngineDeterminismConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
