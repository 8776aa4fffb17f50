using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Runs steps one after the other.</summary>
internal sealed class EngineBenchSequence : Orchestrator<int, int>
{
    public override async Task<int> RunAsync(IOrchestrationContext context, int input)
    {
        int done = 0;
        while (done < input)
        {
            done = await context.CallActivityAsync<int>(nameof(EngineBenchStep), done);
        }

        return done;
    }
}
