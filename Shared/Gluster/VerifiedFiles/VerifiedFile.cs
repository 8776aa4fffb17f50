using System.Buffers.Binary;
using System.Text.Json.Serialization;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Gluster.VerifiedFiles;

/// <summary>When each piece of a file was last found equal at both sites, and the stamps that show whether it has changed since.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Location">The copy's site and volume, as <c>site/volume</c>.</param>
/// <param name="ShardSize">The length of a shard; 0: the file is not sharded.</param>
public sealed record VerifiedFile(string Path, string Location, long ShardSize)
{
    private const int TimeBytes = 2;

    /// <summary>The number of its first piece; more than 0 only in a part.</summary>
    public int First { get; init; }

    /// <summary>8 bytes for each piece: its stamp at the primary when it was verified.</summary>
    public byte[] Primary { get; init; } = [];

    /// <summary>8 bytes for each piece: its stamp at the secondary when it was verified.</summary>
    public byte[] Secondary { get; init; } = [];

    /// <summary>16 bytes for each piece: its digest when it was verified.</summary>
    public byte[] Digests { get; init; } = [];

    /// <summary>The times when pieces were verified, each the start time of a run.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; init; } = [];

    /// <summary>Two bytes for each piece, little-endian: the index into <see cref="Times"/>, from 1; 0: never verified.</summary>
    public byte[] Verified { get; init; } = [];

    /// <summary>The number of pieces.</summary>
    [JsonIgnore]
    public int Count => Verified.Length / TimeBytes;

    /// <summary>Whether the arrays have matching lengths; otherwise the document is ignored.</summary>
    [JsonIgnore]
    public bool IsWhole => Verified.Length % TimeBytes == 0
        && Primary.Length == Count * FilePieces.StampBytes
        && Secondary.Length == Count * FilePieces.StampBytes
        && Digests.Length == Count * FilePieces.DigestBytes
        && Enumerable.Range(0, Count).All(i => Index(i) <= Times.Count);

    /// <summary>A file of which nothing was verified.</summary>
    public static VerifiedFile Unknown(string path, string location, long shardSize, int count) => new(path, location, shardSize)
    {
        Primary = new byte[count * FilePieces.StampBytes],
        Secondary = new byte[count * FilePieces.StampBytes],
        Digests = new byte[count * FilePieces.DigestBytes],
        Verified = new byte[count * TimeBytes],
    };

    /// <summary>When a piece was last found equal; null: never.</summary>
    public DateTimeOffset? At(int piece) => Index(piece) is > 0 and var index ? Times[index - 1] : null;

    /// <summary>Whether a piece was verified and still has the same stamp at the primary.</summary>
    public bool IsSameAtPrimary(int piece, byte[] stamps) => Index(piece) > 0 && IsSame(Primary, stamps, piece);

    /// <summary>Whether a piece was verified and still has the same stamp at the secondary.</summary>
    public bool IsSameAtSecondary(int piece, byte[] stamps) => Index(piece) > 0 && IsSame(Secondary, stamps, piece);

    /// <summary>Whether a piece was verified with its digest in this list.</summary>
    public bool HasDigest(int piece, byte[] digests) => Index(piece) > 0
        && FilePieces.Of(Digests, piece, FilePieces.DigestBytes).SequenceEqual(FilePieces.Of(digests, piece, FilePieces.DigestBytes));

    /// <summary>The number of pieces whose stamp at the secondary differs from when they were verified; missing and additional pieces count.</summary>
    /// <param name="now">The file at the secondary, with stamps.</param>
    public int CountChangedAtSecondary(FileFacts now)
    {
        byte[] stamps = now.ShardSize == ShardSize ? now.Stamps ?? [] : [];
        int here = stamps.Length / FilePieces.StampBytes;
        return Enumerable.Range(0, Count).Count(piece => At(piece) is not null && !IsSameAtSecondary(piece, stamps)) + Math.Max(0, here - Count);
    }

    /// <summary>A copy that includes pieces that were read at both sites and found equal.</summary>
    public VerifiedFile With(PieceDigests primary, PieceDigests secondary, DateTimeOffset at)
    {
        VerifiedFile next = this with { Primary = [.. Primary], Secondary = [.. Secondary], Digests = [.. Digests], Verified = new byte[Verified.Length] };
        List<DateTimeOffset> times = [];
        for (int i = 0; i < Count; i++)
        {
            bool isRead = primary.IsRead(i) && secondary.IsRead(i);
            if (isRead)
            {
                Copy(primary.Stamps, next.Primary, i, FilePieces.StampBytes);
                Copy(secondary.Stamps, next.Secondary, i, FilePieces.StampBytes);
                Copy(primary.Digests, next.Digests, i, FilePieces.DigestBytes);
            }

            if ((isRead ? at : At(i)) is { } time)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(next.Verified.AsSpan(i * TimeBytes), IndexOf(times, time));
            }
        }

        return next with { Times = times };
    }

    /// <summary>Splits it into parts with at most this number of pieces.</summary>
    public IEnumerable<VerifiedFile> Split(int pieces) =>
        from first in Enumerable.Range(0, Math.Max(1, (Count + pieces - 1) / pieces)).Select(i => i * pieces)
        let count = Math.Min(pieces, Count - first)
        select this with
        {
            First = First + first,
            Primary = FilePieces.Slice(Primary, first, count, FilePieces.StampBytes),
            Secondary = FilePieces.Slice(Secondary, first, count, FilePieces.StampBytes),
            Digests = FilePieces.Slice(Digests, first, count, FilePieces.DigestBytes),
            Verified = FilePieces.Slice(Verified, first, count, TimeBytes),
        };

    /// <summary>A copy that includes the pieces of a part.</summary>
    public VerifiedFile WithPart(VerifiedFile part)
    {
        VerifiedFile next = this with { Primary = [.. Primary], Secondary = [.. Secondary], Digests = [.. Digests], Verified = [.. Verified] };
        List<DateTimeOffset> times = [.. Times];
        for (int i = 0; i < part.Count && part.First + i < Count; i++)
        {
            if (part.At(i) is not { } time)
            {
                continue;
            }

            Move(part.Primary, next.Primary, FilePieces.StampBytes);
            Move(part.Secondary, next.Secondary, FilePieces.StampBytes);
            Move(part.Digests, next.Digests, FilePieces.DigestBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(next.Verified.AsSpan((part.First + i) * TimeBytes), IndexOf(times, time));

            void Move(byte[] from, byte[] to, int width) => FilePieces.Of(from, i, width).CopyTo(to.AsSpan((part.First + i) * width));
        }

        return next with { Times = times };
    }

    private static void Copy(byte[] from, byte[] to, int piece, int width) => FilePieces.Of(from, piece, width).CopyTo(to.AsSpan(piece * width));

    private static bool IsSame(byte[] known, byte[] stamps, int piece) => (piece + 1) * FilePieces.StampBytes <= stamps.Length
        && FilePieces.Of(known, piece, FilePieces.StampBytes).SequenceEqual(FilePieces.Of(stamps, piece, FilePieces.StampBytes));

    // The last time first: most pieces were verified in the same runs as their neighbours.
    private static ushort IndexOf(List<DateTimeOffset> times, DateTimeOffset time)
    {
        int index = times.LastIndexOf(time);
        if (index < 0)
        {
            times.Add(time);
            index = times.Count - 1;
        }

        return checked((ushort)(index + 1));
    }

    private ushort Index(int piece) => BinaryPrimitives.ReadUInt16LittleEndian(Verified.AsSpan(piece * TimeBytes));
}
