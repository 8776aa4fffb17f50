using System.Text.Json.Nodes;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The binding of a function's parameter or return value, as in functions.metadata.</summary>
/// <param name="raw">For example <c>{"name": "message", "direction": "In", "type": "queueTrigger", "queueName": "commands"}</c>.</param>
public sealed class FunctionBinding(JsonObject raw)
{
    /// <summary>The name of the parameter, or <c>$return</c> for the return value.</summary>
    public string Name => this["name"] ?? throw new InvalidDataException($"A binding has no name: {raw.ToJsonString()}");

    /// <summary>The type, for example <c>queueTrigger</c>.</summary>
    public string Type => this["type"] ?? throw new InvalidDataException($"A binding has no type: {raw.ToJsonString()}");

    /// <summary>Whether it is the trigger of the function.</summary>
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is an output binding.</summary>
    public bool IsOut => string.Equals(this["direction"], "Out", StringComparison.OrdinalIgnoreCase);

    /// <summary>The items of a property that is a list.</summary>
    public IReadOnlyList<string> List(string property) =>
        raw[property] is JsonArray items ? [.. items.Select(item => $"{item}")] : [];

    /// <summary>A property. Null: it does not exist.</summary>
    public string? this[string property] => raw[property]?.ToString();
}
