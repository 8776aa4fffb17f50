using System.Text.Json;
using GlusterDr.Durable;

namespace GlusterDr.Conformance.Engine;

/// <summary>Runs the activity of its name from a <see cref="ScriptBook"/>.</summary>
public sealed class ScriptedActivity(ScriptBook book) : IActivity
{
    /// <inheritdoc/>
    public Type InputType => typeof(JsonElement?);

    /// <inheritdoc/>
    public Task<object?> RunAsync(ActivityContext context, object? input) => book.PlayAsync(context, (JsonElement?)input);
}
