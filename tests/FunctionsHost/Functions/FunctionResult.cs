namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The result of a function call.</summary>
/// <param name="Return">The return value: text, bytes, a number or a JToken. Null: none.</param>
/// <param name="Outputs">The values of the other output bindings, by name.</param>
public sealed record FunctionResult(object? Return, IReadOnlyDictionary<string, object?> Outputs);
