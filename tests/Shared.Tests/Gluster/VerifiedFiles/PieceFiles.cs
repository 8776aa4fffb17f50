using System.Security.Cryptography;
using System.Text;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.VerifiedFiles;

namespace GlusterDr.Tests.Shared.Gluster.Verification;

/// <summary>Invented files in pieces.</summary>
internal static class PieceFiles
{
    public const long Shard = 4 << 20;

    /// <summary>Stamps of this number of pieces. The changed pieces have another version.</summary>
    public static byte[] Stamps(int count, string version = "", params int[] changed) =>
        [.. Enumerable.Range(0, count).SelectMany(i => Hash($"stamp {i} {(changed.Contains(i) ? version : "")}", FilePieces.StampBytes))];

    /// <summary>What a site has: all pieces with these stamps, and digests of those that were read.</summary>
    public static PieceDigests Read(string path, byte[] stamps, params int[] read)
    {
        int count = stamps.Length / FilePieces.StampBytes;
        byte[] digests = [.. Enumerable.Range(0, count).SelectMany(i => read.Contains(i) ? Hash($"digest {i}", FilePieces.DigestBytes) : new byte[FilePieces.DigestBytes])];
        return new PieceDigests(path, count * Shard, Shard, stamps, digests);
    }

    public static int[] All(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>A file whose pieces were all verified at this time, with the stamps of <see cref="Stamps"/>.</summary>
    public static VerifiedFile Verified(string path, int count, DateTimeOffset at)
    {
        PieceDigests read = Read(path, Stamps(count), All(count));
        return VerifiedFile.Unknown(path, "backup/gv2", Shard, count).With(read, read, at);
    }

    private static byte[] Hash(string text, int bytes) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..bytes];
}
