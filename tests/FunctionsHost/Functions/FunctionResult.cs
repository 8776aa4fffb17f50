namespace GlusterDr.FunctionsHost.Functions;

/// <summary>What a call of a function left.</summary>
/// <param name="Return">The return value: text, bytes, a number or a JToken; null: none.</param>
/// <param name="Outputs">What other output bindings are given, by name.</param>
public sealed record FunctionResult(object? Return, IReadOnlyDictionary<string, object?> Outputs);
