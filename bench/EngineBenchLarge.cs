using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Keeps the texts of a fan-out in memory.</summary>
internal sealed class EngineBenchLarge : Orchestrator<EngineBenchLarge.Input, long>
{
    public override async Task<long> RunAsync(IOrchestrationContext context, Input input)
    {
        string[] texts = await Task.WhenAll(Enumerable.Range(0, input.Width)
            .Select(_ => context.CallActivityAsync<string>(nameof(EngineBenchText), input.Size)));
        return texts.Sum(text => (long)text.Length);
    }

    internal sealed record Input(int Width, int Size);
}
