using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineFailures : EngineFailuresConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
