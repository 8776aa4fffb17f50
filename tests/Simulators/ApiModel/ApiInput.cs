namespace GlusterDr.Simulators;

/// <summary>A top-level input in the body of an operation.</summary>
/// <param name="Name">The element, or the form's field.</param>
/// <param name="IsMandatory">Whether it is mandatory.</param>
/// <param name="Value">The only possible value. Null: any.</param>
internal sealed record ApiInput(string Name, bool IsMandatory, string? Value);
