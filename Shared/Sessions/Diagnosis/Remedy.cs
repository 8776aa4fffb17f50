namespace GlusterDr.Sessions.Diagnosis;

/// <summary>A step to take.</summary>
/// <param name="Text">What to do, in words.</param>
/// <param name="Command">A command line that does it; null: there is none.</param>
/// <param name="Host">Where to run it; null: wherever <c>glusterdr</c> is.</param>
public sealed record Remedy(string Text, string? Command = null, string? Host = null);
