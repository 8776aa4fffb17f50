using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerSubOrchestrations : EngineSubOrchestrationsConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
