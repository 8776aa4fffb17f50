namespace GlusterDr.Sessions.Control;

/// <summary>A user's authorized keys on a node.</summary>
/// <param name="Path">The file that sshd reads.</param>
/// <param name="Missing">Of the lines that were asked for, those that were not there.</param>
/// <param name="Changed">Those that were added, or removed.</param>
public sealed record KeyChange(string Path, IReadOnlyList<string> Missing, IReadOnlyList<string> Changed);
