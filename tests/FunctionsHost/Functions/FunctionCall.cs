using Microsoft.AspNetCore.Http;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>One call of a function.</summary>
/// <param name="Function">The function.</param>
/// <param name="InvocationId">Which call it is.</param>
/// <param name="Inputs">What its parameters are given, by name.</param>
/// <param name="BindingData">What the trigger knows besides, as an instance's id or how often a message was taken.</param>
/// <param name="Http">The request that calls it; null: none does.</param>
public sealed record FunctionCall(
    FunctionDefinition Function,
    string InvocationId,
    IReadOnlyDictionary<string, object?> Inputs,
    IReadOnlyDictionary<string, object?> BindingData,
    HttpContext? Http);
