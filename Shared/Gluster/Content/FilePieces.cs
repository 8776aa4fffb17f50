namespace GlusterDr.Gluster.Content;

/// <summary>The pieces of a file: its shards, or one piece if it is not sharded.</summary>
public static class FilePieces
{
    /// <summary>A range of consecutive pieces.</summary>
    /// <param name="First">The number of the first: 0 is the start of the file.</param>
    /// <param name="Count">How many.</param>
    public readonly record struct PieceRange(int First, int Count);

    /// <summary>Bytes of a piece's stamp.</summary>
    public const int StampBytes = 8;

    /// <summary>Bytes of a piece's digest.</summary>
    public const int DigestBytes = 16;

    /// <summary>The number of pieces of a file: at least one.</summary>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="shardSize">The length of a shard; 0: it has none.</param>
    public static int Count(long size, long shardSize) => shardSize <= 0 ? 1 : checked((int)Math.Max(1, (size + shardSize - 1) / shardSize));

    /// <summary>The length of a piece in bytes; 0 after the end of the file.</summary>
    public static long Length(int piece, long size, long shardSize) => shardSize <= 0
        ? (piece == 0 ? size : 0)
        : Math.Clamp(size - (piece * shardSize), 0, shardSize);

    /// <summary>The ranges of the marked pieces.</summary>
    public static IReadOnlyList<PieceRange> Ranges(IReadOnlyList<bool> marked)
    {
        List<PieceRange> ranges = [];
        for (int i = 0; i < marked.Count; i++)
        {
            int first = i;
            while (i < marked.Count && marked[i])
            {
                i++;
            }

            if (i > first)
            {
                ranges.Add(new(first, i - first));
            }
        }

        return ranges;
    }

    /// <summary>The numbers of the pieces in these ranges, in order.</summary>
    public static IEnumerable<int> Numbers(IEnumerable<PieceRange> ranges) => ranges.SelectMany(r => Enumerable.Range(r.First, r.Count));

    /// <summary>The packed value of one piece.</summary>
    public static ReadOnlySpan<byte> Of(byte[] packed, int piece, int width) => packed.AsSpan(piece * width, width);

    /// <summary>The packed values of some pieces.</summary>
    public static byte[] Slice(byte[] packed, int first, int count, int width) => packed.AsSpan(first * width, count * width).ToArray();

    /// <summary>Whether the packed value of a piece is known; zeros mean unknown.</summary>
    public static bool IsKnown(byte[] packed, int piece, int width) => Of(packed, piece, width).ContainsAnyExcept((byte)0);
}
