namespace GlusterDr.Gluster.Content;

/// <summary>Compares the digests of a file at both sites, piece by piece.</summary>
public static class PieceComparer
{
    private const int MostNamed = 3;

    /// <summary>Returns the difference, with the byte ranges; null: all pieces read at the primary are equal at the secondary.</summary>
    /// <param name="original">At the primary.</param>
    /// <param name="copy">At the secondary. At least the same pieces were read.</param>
    public static ContentComparer.Difference? Compare(PieceDigests original, PieceDigests copy)
    {
        if (original.ShardSize != copy.ShardSize || original.Count != copy.Count)
        {
            return Differs($"its shards are of {original.ShardSize} bytes, of {copy.ShardSize} at the secondary");
        }

        bool[] differing = [.. Enumerable.Range(0, original.Count).Select(i => original.IsRead(i) && !IsSame(original, copy, i))];
        FilePieces.PieceRange[] ranges = [.. FilePieces.Ranges(differing)];
        return ranges.Length == 0
            ? null
            : Differs($"{string.Join(", ", ranges.Take(MostNamed).Select(original.BytesOf))}{(ranges.Length > MostNamed ? $" and {ranges.Length - MostNamed} more ranges" : "")}");

        ContentComparer.Difference Differs(string detail) => new(original.Path, ContentDifferenceKind.Content, detail);
    }

    private static bool IsSame(PieceDigests original, PieceDigests copy, int piece) =>
        FilePieces.Of(original.Digests, piece, FilePieces.DigestBytes).SequenceEqual(FilePieces.Of(copy.Digests, piece, FilePieces.DigestBytes));
}
