using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineRecovery : EngineRecoveryConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
