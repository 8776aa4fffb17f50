using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerClient : EngineClientConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
