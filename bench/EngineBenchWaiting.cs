using GlusterDr.Durable;

namespace GlusterDr.Bench;

/// <summary>Runs steps one after the other, and then waits.</summary>
internal sealed class EngineBenchWaiting : Orchestrator<int, int>
{
    public override async Task<int> RunAsync(IOrchestrationContext context, int input)
    {
        int done = 0;
        while (done < input)
        {
            done = await context.CallActivityAsync<int>(nameof(EngineBenchStep), done);
        }

        context.SetCustomStatus("waiting");
        return await context.WaitForExternalEvent<int>("never");
    }
}
