using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineTimers : EngineTimersConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
