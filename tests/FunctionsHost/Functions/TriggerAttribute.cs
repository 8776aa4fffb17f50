using System.Reflection.Emit;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The attribute by which WebJobs recognises a trigger.</summary>
/// <param name="Type">The attribute's class.</param>
/// <param name="ValueType">The type of the trigger's parameter.</param>
/// <param name="Arguments">The arguments of its constructor, all strings.</param>
internal sealed record TriggerAttribute(Type Type, Type ValueType, params string[] Arguments)
{
    /// <summary>Whether it is on the method and not on the parameter.</summary>
    public bool IsOnMethod { get; init; }

    public CustomAttributeBuilder Build() =>
        new(Type.GetConstructor([.. Arguments.Select(argument => argument.GetType())])!, [.. Arguments]);
}
