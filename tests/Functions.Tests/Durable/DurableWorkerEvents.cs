using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerEvents : EngineEventsConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
