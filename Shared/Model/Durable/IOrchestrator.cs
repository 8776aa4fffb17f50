namespace GlusterDr.Durable;

/// <summary>A workflow as the engine sees it; write one by deriving from <see cref="Orchestrator{TInput, TOutput}"/>.</summary>
public interface IOrchestrator
{
    /// <summary>The type that the stored input is read as.</summary>
    Type InputType { get; }

    /// <summary>Runs from the start to the end or to the next crash.</summary>
    Task<object?> RunAsync(IOrchestrationContext context, object? input);
}
