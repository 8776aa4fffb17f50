using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineSubOrchestrations : EngineSubOrchestrationsConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
