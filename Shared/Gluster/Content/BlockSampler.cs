using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Gluster.Content;

/// <summary>Selects the blocks of a file that are compared. The same seed gives the same blocks at both sites.</summary>
public static class BlockSampler
{
    /// <summary>Bytes in a block.</summary>
    public const int BlockSize = 64 * 1024;

    /// <summary>
    /// Returns distinct offsets in ascending order. The first and the last block are always included: they contain headers and the end of
    /// an appended file.
    /// </summary>
    /// <param name="seed">A different one for each run, otherwise always the same blocks would be compared.</param>
    /// <param name="path">The file.</param>
    /// <param name="size">Its length.</param>
    /// <param name="blocks">The number of blocks; all blocks if the file has no more.</param>
    public static IReadOnlyList<long> Draw(string seed, string path, long size, int blocks)
    {
        long total = (size + BlockSize - 1) / BlockSize;
        if (total <= blocks)
        {
            return [.. Enumerable.Range(0, (int)total).Select(i => (long)i * BlockSize)];
        }

        SortedSet<long> drawn = [0, total - 1];
        for (int i = 0; drawn.Count < blocks; i++)
        {
            drawn.Add((long)(Draw($"{seed}\n{path}\n{i}") % (ulong)total));
        }

        return [.. drawn.Take(Math.Max(blocks, 0)).Select(b => b * BlockSize)];
    }

    private static ulong Draw(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
