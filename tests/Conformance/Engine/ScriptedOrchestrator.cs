using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Runs the workflow of its name from a <see cref="ScriptBook"/>.</summary>
public sealed class ScriptedOrchestrator(ScriptBook book) : IOrchestrator
{
    /// <inheritdoc/>
    public Type InputType => typeof(JsonElement?);

    /// <inheritdoc/>
    public Task<object?> RunAsync(IOrchestrationContext context, object? input) => book.PlayAsync(context, (JsonElement?)input);
}
