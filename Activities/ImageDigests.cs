using GlusterDr.Gluster;

namespace GlusterDr.Activities;

/// <summary>What the frozen images are at the primary: asked once, and compared with each destination.</summary>
/// <param name="Probes">What was asked of each file; the secondaries are asked the same.</param>
/// <param name="Facts">The answers.</param>
public sealed record ImageDigests(IReadOnlyList<FileProbe> Probes, IReadOnlyList<FileFacts> Facts)
{
    /// <summary>Frozen images that were not there any more: deleted in mid-run.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>The key that they are kept under.</summary>
    public const string Key = "images";

    /// <summary>Bytes that the digests cover.</summary>
    public long BytesCovered() => Probes.Zip(Facts, Covered).Sum();

    private static long Covered(FileProbe probe, FileFacts facts) =>
        probe.Whole ? facts.Size : probe.Offsets.Sum(o => Math.Min(BlockSampler.BlockSize, facts.Size - o));
}
