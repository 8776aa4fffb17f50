using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Does nothing, so that the engine alone is measured.</summary>
internal sealed class EngineBenchStep : Activity<int, int>
{
    public override Task<int> RunAsync(ActivityContext context, int input) => Task.FromResult(input + 1);
}
