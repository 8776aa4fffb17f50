using System.Text.Json.Serialization;

namespace GlusterDr.Gluster.Content;

/// <summary>Stamps and digests of the pieces of a file at one site, or of a part of the pieces for storing.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ShardSize">The length of a shard; 0: it has none.</param>
/// <param name="Stamps">8 bytes for each piece.</param>
/// <param name="Digests">16 bytes for each piece; zeros: it was not read.</param>
public sealed record PieceDigests(string Path, long Size, long ShardSize, byte[] Stamps, byte[] Digests)
{
    /// <summary>The number of its first piece; more than 0 only in a part.</summary>
    public int First { get; init; }

    /// <summary>How many pieces it has.</summary>
    [JsonIgnore]
    public int Count => Stamps.Length / FilePieces.StampBytes;

    /// <summary>Bytes of the pieces that were read.</summary>
    [JsonIgnore]
    public long BytesRead => Enumerable.Range(0, Count).Where(IsRead).Sum(LengthOf);

    /// <summary>Whether a piece was read.</summary>
    public bool IsRead(int piece) => FilePieces.IsKnown(Digests, piece, FilePieces.DigestBytes);

    /// <summary>A piece's length in bytes.</summary>
    public long LengthOf(int piece) => FilePieces.Length(First + piece, Size, ShardSize);

    /// <summary>The byte range of a range of pieces, as text.</summary>
    public string BytesOf(FilePieces.PieceRange range)
    {
        long start = (First + range.First) * ShardSize;
        return $"bytes {start} to {start + Enumerable.Range(range.First, range.Count).Sum(LengthOf) - 1}";
    }

    /// <summary>The ranges of the pieces that were read.</summary>
    public IReadOnlyList<FilePieces.PieceRange> Ranges() => FilePieces.Ranges([.. Enumerable.Range(0, Count).Select(IsRead)]);

    /// <summary>Creates the digests from the answer to a probe.</summary>
    public static PieceDigests Of(FileProbe probe, FileFacts facts)
    {
        byte[] stamps = facts.Stamps ?? throw new ArgumentException($"'{facts.Path}' has no stamps.", nameof(facts));
        PieceDigests nothing = new(facts.Path, facts.Size, facts.ShardSize, stamps, new byte[stamps.Length / FilePieces.StampBytes * FilePieces.DigestBytes]);
        return nothing.With(probe.Pieces ?? [], facts.Digests ?? []);
    }

    /// <summary>Adds digests of these pieces. Pieces after the end are ignored. The stamps remain those taken before reading.</summary>
    public PieceDigests With(IEnumerable<FilePieces.PieceRange> ranges, byte[] digests)
    {
        byte[] all = [.. Digests];
        int from = 0;
        foreach (int piece in FilePieces.Numbers(ranges))
        {
            if (piece < Count)
            {
                FilePieces.Of(digests, from, FilePieces.DigestBytes).CopyTo(all.AsSpan(piece * FilePieces.DigestBytes));
            }

            from++;
        }

        return this with { Digests = all };
    }

    /// <summary>Splits it into parts with at most this number of pieces.</summary>
    public IEnumerable<PieceDigests> Split(int pieces) =>
        from first in Enumerable.Range(0, (Count + pieces - 1) / pieces).Select(i => i * pieces)
        let count = Math.Min(pieces, Count - first)
        select this with
        {
            First = First + first,
            Stamps = FilePieces.Slice(Stamps, first, count, FilePieces.StampBytes),
            Digests = FilePieces.Slice(Digests, first, count, FilePieces.DigestBytes),
        };

    /// <summary>Joins the parts made by <see cref="Split"/>.</summary>
    public static PieceDigests Join(IReadOnlyList<PieceDigests> parts) => parts.Count == 1 ? parts[0] : parts[0] with
    {
        Stamps = [.. parts.SelectMany(p => p.Stamps)],
        Digests = [.. parts.SelectMany(p => p.Digests)],
    };
}
