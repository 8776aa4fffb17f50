namespace GlusterDr.Gluster.Content;

/// <summary>Pieces of a file that follow each other.</summary>
/// <param name="First">The number of the first: 0 is the start of the file.</param>
/// <param name="Count">How many.</param>
public readonly record struct PieceRange(int First, int Count);
