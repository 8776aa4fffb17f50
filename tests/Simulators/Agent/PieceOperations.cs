using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GlusterDr.Gluster.Content;

namespace GlusterDr.Simulators;

/// <summary>The agent's answer to a probe of a file in pieces.</summary>
internal static class PieceOperations
{
    /// <summary>Stamps of all pieces, and digests of the requested pieces. Null: the request is not about pieces.</summary>
    public static (string Stamps, string Digests)? Probe(SimulatedVolume volume, SimulatedFile file, JsonElement asked)
    {
        if (!asked.TryGetProperty("pieces", out JsonElement ranges) || ranges.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        FileContent content = file.ContentAt(volume.Now);
        int count = FilePieces.Count(content.Size, volume.ShardSize);
        byte[] stamps = [.. Enumerable.Range(0, count).SelectMany(piece => Stamp(volume, file, piece))];
        byte[] digests = [.. Numbers(ranges).SelectMany(piece => Read(volume, content, piece))];
        return (Convert.ToBase64String(stamps), Convert.ToBase64String(digests));
    }

    // A stamp follows the file's times, which do not show everything that happens on a brick.
    private static byte[] Stamp(SimulatedVolume volume, SimulatedFile file, int piece)
    {
        string moving = file.Writer is null ? "" : $"{volume.Now:O}";
        string digest = Convert.ToHexString(Digest(file.SeenAt(volume.Now), volume.ShardSize, piece));
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{volume.Id}|{file.Touches}|{moving}|{digest}"))[..FilePieces.StampBytes];
    }

    private static byte[] Read(SimulatedVolume volume, FileContent content, int piece)
    {
        volume.BytesRead += FilePieces.Length(piece, content.Size, volume.ShardSize);
        return Digest(content, volume.ShardSize, piece);
    }

    private static byte[] Digest(FileContent content, long shardSize, int piece) => content.DigestRange(
        piece * shardSize, FilePieces.Length(piece, content.Size, shardSize))[..FilePieces.DigestBytes];

    private static IEnumerable<int> Numbers(JsonElement ranges)
    {
        int next = 0;
        foreach (JsonElement range in ranges.EnumerateArray())
        {
            (int first, int count) = (range.GetProperty("first").GetInt32(), range.GetProperty("count").GetInt32());
            if (first < next || count < 1)
            {
                throw new InvalidOperationException($"The agent is asked for pieces that are not in order, or none: {ranges}");
            }

            next = first + count;
            for (int piece = first; piece < next; piece++)
            {
                yield return piece;
            }
        }
    }
}
