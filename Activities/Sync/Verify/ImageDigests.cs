using System.Text.Json.Serialization;
using GlusterDr.Gluster.Content;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync.Verify;

/// <summary>Sizes and digests of the base images on a primary volume. They are read once and compared with each destination.</summary>
/// <param name="Probes">The probe of each file; the same probes are run at the secondaries.</param>
/// <param name="Facts">The results.</param>
public sealed record ImageDigests(IReadOnlyList<FileProbe> Probes, IReadOnlyList<FileFacts> Facts)
{
    // About 500 bytes each when compressed, so that a part of them is far below the limit of a stored document.
    private const int MostFilesInAPart = 500;

    /// <summary>Base images that no longer existed: they were deleted during the run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>What was read of files that are compared in pieces. Stored separately: see <see cref="PieceDetails"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<PieceDigests> Pieces { get; init; } = [];

    /// <summary>When reading began: files that are verified with these digests are verified as of then. Null: an older version read them.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The number of documents in which they are stored.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The key under which the digests of a volume are stored.</summary>
    /// <param name="volume">The volume; null: the policy's own.</param>
    /// <param name="part">Which document of <see cref="Parts"/>; the first contains what they share.</param>
    public static string Key(string? volume, int part = 0) =>
        (volume is null ? "images" : $"images:{volume}") + (part == 0 ? "" : $" {part}");

    /// <summary>Bytes that the digests cover.</summary>
    public long BytesCovered() => Probes.Zip(Facts).Where(p => p.First.Pieces is null).Sum(p => SiteProbe.Covered(p.First, p.Second))
        + Pieces.Sum(f => f.BytesRead);

    /// <summary>The parts in which they are stored.</summary>
    public IReadOnlyList<ImageDigests> Split()
    {
        IEnumerable<FileProbe> probes = Probes.Select(p => p.Pieces is null ? p : p with { Pieces = [] });
        IEnumerable<FileFacts> facts = Facts.Select(f => f with { Stamps = null, Digests = null });
        ImageDigests[] parts = [.. probes.Chunk(MostFilesInAPart).Zip(facts.Chunk(MostFilesInAPart), (p, f) => new ImageDigests(p, f))];
        parts[0] = parts[0] with { Deleted = Deleted, At = At, Parts = parts.Length };
        return parts;
    }

    /// <summary>The reverse of <see cref="Split"/>.</summary>
    /// <param name="parts">All of them, in order.</param>
    /// <param name="runId">The run.</param>
    /// <param name="proof">The settings of the run's policy.</param>
    /// <param name="pieces">What was stored separately.</param>
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

    /// <summary>The probe with the blocks of this file that are compared in this run, unless it already says what to read.</summary>
    public static FileProbe Sampled(FileProbe file, long size, string runId, VerificationSettings proof) =>
        file.Whole || file.Offsets.Count > 0 ? file : file with { Offsets = BlockSampler.Draw(runId, file.Path, size, proof.SampleBlocks) };
}
