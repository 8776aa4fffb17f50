using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Local.Engine;

public sealed class EmbeddedEngineCrash : EngineCrashConformance
{
    protected override IEngineHarness CreateHarness() => new EmbeddedEngineHarness();
}
