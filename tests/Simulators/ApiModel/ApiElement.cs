namespace GlusterDr.Simulators;

/// <summary>An element of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its content: a primitive, an enumeration or a type.</param>
/// <param name="Item">The name of its entries. Null: it is not a list.</param>
/// <param name="IsLink">Whether it refers to another entity by id, and can be followed.</param>
internal sealed record ApiElement(string Name, string Type, string? Item, bool IsLink);
