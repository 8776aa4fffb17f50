namespace GlusterDr.Gluster.Agent;

/// <summary>What became of a line that was to be another.</summary>
/// <param name="Path">The file, relative to the volume's root.</param>
/// <param name="Amended">The line was there, and is the other now; false without a problem: it was not there, or the file is not.</param>
/// <param name="Problem">Why nothing could be done; null: nothing was in the way.</param>
public sealed record AmendOutcome(string Path, bool Amended, string? Problem = null);
