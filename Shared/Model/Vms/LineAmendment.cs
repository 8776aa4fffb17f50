namespace GlusterDr.Vms;

/// <summary>A line of a small file that is to be another.</summary>
/// <param name="Path">The file, relative to the volume's root.</param>
/// <param name="Line">The whole line as it is, without its end.</param>
/// <param name="By">What it shall be; not longer. The file keeps its length, filled up with NUL.</param>
public sealed record LineAmendment(string Path, string Line, string By);
