using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Runs all steps concurrently.</summary>
internal sealed class EngineBenchFanOut : Orchestrator<int, int>
{
    public override async Task<int> RunAsync(IOrchestrationContext context, int input) =>
        (await Task.WhenAll(Enumerable.Range(0, input)
            .Select(i => context.CallActivityAsync<int>(nameof(EngineBenchStep), i)))).Length;
}
