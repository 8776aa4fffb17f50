using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineEvents : EngineEventsConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
