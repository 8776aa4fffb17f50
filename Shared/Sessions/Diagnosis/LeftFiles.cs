namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Files that were not compared.</summary>
/// <param name="Why">For which reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">One of them; empty: they have no names.</param>
public sealed record LeftFiles(string Why, int Count, string Example);
