namespace GlusterDr.Local.Engine;

/// <summary>The result of a step whose result nobody reads.</summary>
internal readonly record struct Nothing;
