using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Simulators;

/// <summary>
/// The content of a file, without its bytes. Digests of two contents are equal only if their parts are equal.
/// </summary>
/// <param name="Seed">Stands for all bytes that were not overwritten.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record FileContent(long Seed, long Size)
{
    private const int RecordsPerBlock = 16;

    /// <summary>The bytes that it takes on the bricks.</summary>
    public long Allocated { get; init; }

    /// <summary>The guest's journal in this file begins after this record: an overlay contains only later ones.</summary>
    public long JournalFrom { get; init; }

    /// <summary>The last record of the guest's journal in this file.</summary>
    public long JournalTo { get; init; }

    /// <summary>Whether it was copied, or committed into, while it was being written: its state is not consistent.</summary>
    public bool Torn { get; init; }

    /// <summary>Blocks that were overwritten, by number, each with its version.</summary>
    public ImmutableSortedDictionary<long, long> Blocks { get; init; } = ImmutableSortedDictionary<long, long>.Empty;

    /// <summary>Internal snapshots, by name, each with the content of the image at that time.</summary>
    public ImmutableSortedDictionary<string, FileContent> Snapshots { get; init; } =
        ImmutableSortedDictionary.Create<string, FileContent>(StringComparer.Ordinal);

    /// <summary>The text of a small file.</summary>
    public string? Text { get; init; }

    /// <summary>An empty file.</summary>
    public static FileContent Empty { get; } = new(0, 0);

    /// <summary>A small text file.</summary>
    public static FileContent OfText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        long seed = BitConverter.ToInt64(SHA256.HashData(bytes));
        return new FileContent(seed, bytes.Length) { Text = text, Allocated = (bytes.Length + 4095) / 4096 * 4096 };
    }

    /// <summary>Whether a reader finds the same bytes. Allocation is ignored.</summary>
    public bool HasSameBytes(FileContent other) => DigestWhole() == other.DigestWhole();

    /// <summary>The digest of the whole content, in hex.</summary>
    public string DigestWhole()
    {
        if (Size == 0)
        {
            return Hash("");
        }

        string blocks = string.Join(',', Blocks.Select(b => $"{b.Key}={b.Value}"));
        string inside = string.Concat(Snapshots.Select(s => $"|{s.Key}={s.Value.DigestWhole()}"));
        return Hash($"{Seed}|{Size}|{JournalFrom}|{JournalTo}|{Torn}|{blocks}{inside}");
    }

    /// <summary>The digest of the blocks at these offsets, in hex.</summary>
    public string DigestAt(IEnumerable<long> offsets)
    {
        StringBuilder text = new();
        foreach (long offset in offsets.Where(o => o < Size))
        {
            AppendBlock(text, offset / BlockSampler.BlockSize);
        }

        return Hash(text.ToString());
    }

    /// <summary>The digest of a range that begins and ends at a boundary of blocks or of the file.</summary>
    public byte[] DigestRange(long offset, long length)
    {
        long first = offset / BlockSampler.BlockSize;
        long end = (offset + length + BlockSampler.BlockSize - 1) / BlockSampler.BlockSize;
        StringBuilder text = new();
        text.Append(Seed).Append('|').Append(offset).Append('|').Append(length);
        // There is no record after the newest one, unless the journal has wrapped around.
        long newest = JournalTo / RecordsPerBlock;
        long written = newest < ((Size + BlockSampler.BlockSize - 1) / BlockSampler.BlockSize) - 1 ? Math.Min(end, newest + 2) : end;
        for (long block = first; block < written; block++)
        {
            AppendBlock(text, block);
        }

        foreach ((long block, long version) in Blocks.Where(b => b.Key >= first && b.Key < end))
        {
            text.Append('|').Append(block).Append('=').Append(version);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private void AppendBlock(StringBuilder text, long block)
    {
        long last = LastRecordIn(block);
        text.Append(Seed).Append('|').Append(block).Append('|').Append(last);
        if (Torn && last == JournalTo)
        {
            text.Append("|torn");
        }

        if (Blocks.TryGetValue(block, out long version))
        {
            text.Append("|v").Append(version);
        }

        text.Append(';');
    }

    // Records are written to all blocks of the image but the first, so many per block, and then wrap around.
    private long LastRecordIn(long block)
    {
        long ring = ((Size + BlockSampler.BlockSize - 1) / BlockSampler.BlockSize) - 1;
        if (JournalTo == JournalFrom || (ring > 0 && block == 0))
        {
            return 0;
        }

        ring = Math.Max(ring, 1);
        long newest = JournalTo / RecordsPerBlock;
        long place = Math.Max(block - 1, 0) % ring;
        long group = newest - ((newest - place) % ring + ring) % ring;
        long record = group < 0 ? 0 : Math.Min((group * RecordsPerBlock) + RecordsPerBlock - 1, JournalTo);
        return record > JournalFrom ? record : 0;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
