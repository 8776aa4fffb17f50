using GlusterDr.Gluster;

namespace GlusterDr.Activities;

/// <summary>What the frozen images on a primary volume are: asked once, and compared with each of its destinations.</summary>
/// <param name="Probes">What was asked of each file; the secondaries are asked the same.</param>
/// <param name="Facts">The answers.</param>
public sealed record ImageDigests(IReadOnlyList<FileProbe> Probes, IReadOnlyList<FileFacts> Facts)
{
    /// <summary>Frozen images that were not there any more: deleted in mid-run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The key that those of a volume are kept under; null: of the policy's own.</summary>
    public static string Key(string? volume) => volume is null ? "images" : $"images:{volume}";

    /// <summary>Bytes that the digests cover.</summary>
    public long BytesCovered() => Probes.Zip(Facts, Covered).Sum();

    private static long Covered(FileProbe probe, FileFacts facts) =>
        probe.Whole ? facts.Size : probe.Offsets.Sum(o => Math.Min(BlockSampler.BlockSize, facts.Size - o));
}
