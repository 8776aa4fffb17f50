namespace GlusterDr.Runs;

/// <summary>The volumes at both ends of a session.</summary>
/// <param name="Primary">The UUID of the volume that is copied.</param>
/// <param name="Secondary">The UUID of the volume that holds the copy.</param>
public sealed record VolumeIds(string Primary, string Secondary);
