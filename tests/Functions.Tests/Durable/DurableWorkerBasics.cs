using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerBasics : EngineBasicsConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
