namespace GlusterDr.Policies;

/// <summary>How the copy is proven, beyond Gluster's own word.</summary>
public sealed record ProofSettings
{
    /// <summary>How much content is compared. The default value is <see cref="ContentCheck.Sampled"/>.</summary>
    public ContentCheck Content { get; init; } = ContentCheck.Sampled;

    /// <summary>Files up to this size, in bytes, are always compared whole. The default value is 256 MiB.</summary>
    public long WholeUpTo { get; init; } = 256L << 20;

    /// <summary>Blocks of 64 KiB compared in a larger file when sampled. The default value is 256.</summary>
    public int SampleBlocks { get; init; } = 256;

    /// <summary>Whether files that differ are triggered again. The default value is true.</summary>
    public bool Cure { get; init; } = true;

    /// <summary>How often they are triggered before the run gives up. The default value is 2.</summary>
    public int CureAttempts { get; init; } = 2;
}
