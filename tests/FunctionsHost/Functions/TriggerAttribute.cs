using System.Reflection.Emit;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>The attribute by which WebJobs knows a trigger.</summary>
/// <param name="Type">The attribute's class.</param>
/// <param name="ValueType">What the trigger's parameter is.</param>
/// <param name="Arguments">What its constructor is given, all text.</param>
internal sealed record TriggerAttribute(Type Type, Type ValueType, params string[] Arguments)
{
    /// <summary>Whether it stands on the method rather than on the parameter.</summary>
    public bool IsOnMethod { get; init; }

    public CustomAttributeBuilder Build() =>
        new(Type.GetConstructor([.. Arguments.Select(argument => argument.GetType())])!, [.. Arguments]);
}
