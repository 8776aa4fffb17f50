using GlusterDr.Durable;

namespace GlusterDr.EngineCrashHost;

/// <summary>A step that is a workflow.</summary>
public sealed class Child : Orchestrator<string, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(IOrchestrationContext context, string input)
    {
        context.SetCustomStatus(input);
        return await context.CallActivityAsync<string>($"{input}-1", input)
            + await context.CallActivityAsync<string>($"{input}-2", "!");
    }
}
