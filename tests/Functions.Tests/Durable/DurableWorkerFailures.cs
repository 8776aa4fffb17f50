using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerFailures : EngineFailuresConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
