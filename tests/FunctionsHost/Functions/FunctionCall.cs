using Microsoft.AspNetCore.Http;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>One call of a function.</summary>
/// <param name="Function">The function.</param>
/// <param name="InvocationId">The id of the call.</param>
/// <param name="Inputs">The values of its parameters, by name.</param>
/// <param name="BindingData">Further data of the trigger, for example an instance id, or how often a message was dequeued.</param>
/// <param name="Http">The HTTP request that triggers it. Null: none.</param>
public sealed record FunctionCall(
    FunctionDefinition Function,
    string InvocationId,
    IReadOnlyDictionary<string, object?> Inputs,
    IReadOnlyDictionary<string, object?> BindingData,
    HttpContext? Http);
