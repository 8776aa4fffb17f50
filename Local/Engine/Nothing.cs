namespace GlusterDr.Local.Engine;

/// <summary>The result of a step without a result.</summary>
internal readonly record struct Nothing;
