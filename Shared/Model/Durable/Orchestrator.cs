namespace GlusterDr.Durable;

/// <summary>Base of every workflow. Its name, for the engine, is the name of the class.</summary>
public abstract class Orchestrator<TInput, TOutput> : IOrchestrator
{
    /// <inheritdoc/>
    public Type InputType => typeof(TInput);

    /// <summary>The workflow.</summary>
    public abstract Task<TOutput> RunAsync(IOrchestrationContext context, TInput input);

    async Task<object?> IOrchestrator.RunAsync(IOrchestrationContext context, object? input) =>
        await RunAsync(context, (TInput)input!);
}
