using GlusterDr.Conformance.Engine;

namespace GlusterDr.Tests.Functions.Durable;

public sealed class DurableWorkerTimers : EngineTimersConformance
{
    protected override IEngineHarness CreateHarness() => new DurableTaskHarness();
}
