namespace GlusterDr.Simulators;

/// <summary>An element of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What is in it: a primitive, an enumeration or a type.</param>
/// <param name="Item">What each entry of it is called; null: it is no list.</param>
/// <param name="IsLink">It refers to something by id, and may be followed.</param>
internal sealed record ApiElement(string Name, string Type, string? Item, bool IsLink);
