namespace GlusterDr.Gluster.Content;

/// <summary>A file that is not the same on both sites.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Detail">The two values, for a person.</param>
public sealed record ContentDifference(string Path, ContentDifferenceKind Kind, string Detail);
