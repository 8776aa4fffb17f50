using System.Text.Json.Serialization;
using GlusterDr.Gluster.Content;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>What the frozen images on a primary volume are: asked once, and compared with each of its destinations.</summary>
/// <param name="Probes">What was asked of each file; the secondaries are asked the same.</param>
/// <param name="Facts">The answers.</param>
public sealed record ImageDigests(IReadOnlyList<FileProbe> Probes, IReadOnlyList<FileFacts> Facts)
{
    // About 500 bytes each when compressed, so that a part of them is far below the limit of a stored document.
    private const int MostFilesInAPart = 500;

    /// <summary>Frozen images that were not there any more: deleted in mid-run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>What was read of the files that are compared in pieces. Stored apart: see <see cref="PieceDetails"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<PieceDigests> Pieces { get; init; } = [];

    /// <summary>When reading began: what is verified with them, is verified as of then. Null: an older version read them.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In how many documents they are stored.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The key that those of a volume are kept under; null: of the policy's own.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="part">Which document of <see cref="Parts"/>; the first has what they share.</param>
    public static string Key(string? volume, int part = 0) =>
        (volume is null ? "images" : $"images:{volume}") + (part == 0 ? "" : $" {part}");

    /// <summary>Bytes that the digests cover.</summary>
    public long BytesCovered() => Probes.Zip(Facts).Where(p => p.First.Pieces is null).Sum(p => SiteProbe.Covered(p.First, p.Second))
        + Pieces.Sum(f => f.BytesRead);

    /// <summary>As they are stored: in parts.</summary>
    public IReadOnlyList<ImageDigests> Split()
    {
        IEnumerable<FileProbe> probes = Probes.Select(p => p.Pieces is null ? p : p with { Pieces = [] });
        IEnumerable<FileFacts> facts = Facts.Select(f => f with { Stamps = null, Digests = null });
        ImageDigests[] parts = [.. probes.Chunk(MostFilesInAPart).Zip(facts.Chunk(MostFilesInAPart), (p, f) => new ImageDigests(p, f))];
        parts[0] = parts[0] with { Deleted = Deleted, At = At, Parts = parts.Length };
        return parts;
    }

    /// <summary>What <see cref="Split"/> had made parts of.</summary>
    /// <param name="parts">All of them, in order.</param>
    /// <param name="runId">The run.</param>
    /// <param name="proof">The settings that the run's policy had.</param>
    /// <param name="pieces">What was stored apart.</param>
    public static ImageDigests Join(
        IReadOnlyList<ImageDigests> parts, string runId, VerificationSettings proof, IReadOnlyList<PieceDigests> pieces)
    {
        Dictionary<string, PieceDigests> read = pieces.ToDictionary(f => f.Path, StringComparer.Ordinal);
        FileFacts[] facts = [.. parts.SelectMany(p => p.Facts)];
        FileProbe[] probes = [.. parts.SelectMany(p => p.Probes).Zip(facts, (probe, fact) => probe.Pieces is null
            ? Sampled(probe, fact.Size, runId, proof)
            : probe with { Pieces = read[probe.Path].Ranges() })];
        return parts[0] with { Probes = probes, Facts = facts, Pieces = pieces };
    }

    /// <summary>The probe with the blocks that are compared of this file in this run, unless it says what is.</summary>
    public static FileProbe Sampled(FileProbe file, long size, string runId, VerificationSettings proof) =>
        file.Whole || file.Offsets.Count > 0 ? file : file with { Offsets = BlockSampler.Draw(runId, file.Path, size, proof.SampleBlocks) };
}
