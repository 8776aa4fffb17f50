using System.Text.Json.Nodes;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>A function of the app.</summary>
/// <param name="Name">Its name, which is also its id in the protocol with the worker.</param>
/// <param name="Bindings">Its bindings. One of them is its trigger.</param>
public sealed record FunctionDefinition(string Name, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <summary>Its trigger.</summary>
    public FunctionBinding Trigger { get; } = Bindings.Single(binding => binding.IsTrigger);

    /// <summary>Reads a function from its bindings in JSON.</summary>
    /// <exception cref="InvalidDataException">A binding is invalid.</exception>
    public static FunctionDefinition Read(string name, IEnumerable<string> rawBindings) => new(
        name,
        [.. rawBindings.Select(raw => new FunctionBinding(
            JsonNode.Parse(raw) as JsonObject ?? throw new InvalidDataException($"The function {name} has a binding that is no object: {raw}")))]);
}
