namespace GlusterDr.Simulators;

/// <summary>What an operation takes in its body, at its top.</summary>
/// <param name="Name">The element, or the form's field.</param>
/// <param name="IsMandatory">It must be there.</param>
/// <param name="Value">The only value; null: any.</param>
internal sealed record ApiInput(string Name, bool IsMandatory, string? Value);
