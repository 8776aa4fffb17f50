using System.Security.Cryptography;
using System.Text;

namespace GlusterDr.Gluster.Content;

/// <summary>Draws the blocks of a file that are compared: the same for the same seed, so that both sites read the same.</summary>
public static class BlockSampler
{
    /// <summary>Bytes in a block.</summary>
    public const int BlockSize = 64 * 1024;

    /// <summary>
    /// Offsets in order, each once. The first and the last block are always among them: they hold headers and what was
    /// written last.
    /// </summary>
    /// <param name="seed">Another for each run, or the same blocks would be looked at for ever.</param>
    /// <param name="path">The file.</param>
    /// <param name="size">Its length.</param>
    /// <param name="blocks">How many; all of them when the file has no more.</param>
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
