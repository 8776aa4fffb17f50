using GlusterDr.Gluster;
using GlusterDr.Policies;

namespace GlusterDr.Activities;

/// <summary>What the frozen images on a primary volume are: asked once, and compared with each of its destinations.</summary>
/// <param name="Probes">What was asked of each file; the secondaries are asked the same.</param>
/// <param name="Facts">The answers.</param>
public sealed record ImageDigests(IReadOnlyList<FileProbe> Probes, IReadOnlyList<FileFacts> Facts)
{
    // About 500 bytes each when compressed, so that a part of them is far below the limit of a stored document.
    private const int MostFilesInAPart = 500;

    /// <summary>Frozen images that were not there any more: deleted in mid-run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>In how many documents they are stored.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The key that those of a volume are kept under; null: of the policy's own.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="part">Which document of <see cref="Parts"/>; the first has what they share.</param>
    public static string Key(string? volume, int part = 0) =>
        (volume is null ? "images" : $"images:{volume}") + (part == 0 ? "" : $" {part}");

    /// <summary>Bytes that the digests cover.</summary>
    public long BytesCovered() => Probes.Zip(Facts, Covered).Sum();

    /// <summary>Bytes that the digests of these files cover.</summary>
    public long BytesCovered(IReadOnlySet<string> paths) =>
        Probes.Zip(Facts).Where(f => paths.Contains(f.First.Path)).Sum(f => Covered(f.First, f.Second));

    /// <summary>As they are stored: in parts.</summary>
    public IReadOnlyList<ImageDigests> Split()
    {
        ImageDigests[] parts = [.. Probes.Chunk(MostFilesInAPart).Zip(Facts.Chunk(MostFilesInAPart), (p, f) => new ImageDigests(p, f))];
        parts[0] = parts[0] with { Deleted = Deleted, Parts = parts.Length };
        return parts;
    }

    /// <summary>What <see cref="Split"/> had made parts of.</summary>
    /// <param name="parts">All of them, in order.</param>
    /// <param name="runId">The run.</param>
    /// <param name="proof">The settings that the run's policy had.</param>
    public static ImageDigests Join(IReadOnlyList<ImageDigests> parts, string runId, ProofSettings proof)
    {
        FileFacts[] facts = [.. parts.SelectMany(p => p.Facts)];
        FileProbe[] probes = [.. parts.SelectMany(p => p.Probes).Zip(facts, (probe, fact) => Sampled(probe, fact.Size, runId, proof))];
        return parts[0] with { Probes = probes, Facts = facts };
    }

    /// <summary>The probe with the blocks that are compared of this file in this run, unless it says what is.</summary>
    public static FileProbe Sampled(FileProbe file, long size, string runId, ProofSettings proof) =>
        file.Whole || file.Offsets.Count > 0 ? file : file with { Offsets = BlockSampler.Draw(runId, file.Path, size, proof.SampleBlocks) };

    private static long Covered(FileProbe probe, FileFacts facts) =>
        probe.Whole ? facts.Size : probe.Offsets.Sum(o => Math.Min(BlockSampler.BlockSize, facts.Size - o));
}
