using GlusterDr.Conformance;
using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

[TakesLong(60)]
public sealed class DurableWorkerBasics : EngineBasicsConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
