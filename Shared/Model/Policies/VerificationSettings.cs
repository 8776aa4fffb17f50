namespace GlusterDr.Policies;

/// <summary>How the copy is proven, beyond Gluster's own word.</summary>
public sealed record VerificationSettings
{
    /// <summary>1 MiB a second: with less, a run of one large image would not end.</summary>
    public const long LeastBandwidth = 1 << 20;

    /// <summary>How much content is compared. The default value is <see cref="ContentCheck.Changed"/>.</summary>
    public ContentCheck Content { get; init; } = ContentCheck.Changed;

    /// <summary>With <see cref="ContentCheck.Changed"/>: within this time every byte is compared. The default value is 7 days.</summary>
    public TimeSpan Rotation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Bytes read in a second at each site, at most; null, the default value: no limit but the lowest priority.</summary>
    public long? Bandwidth { get; init; }

    /// <summary>Ranges read at the same time at each site. The default value is 4.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>Files up to this size, in bytes, are always compared whole. The default value is 256 MiB.</summary>
    public long WholeUpTo { get; init; } = 256L << 20;

    /// <summary>Blocks of 64 KiB compared in a larger file when sampled. The default value is 256.</summary>
    public int SampleBlocks { get; init; } = 256;

    /// <summary>Whether files that differ are triggered again. The default value is true.</summary>
    public bool Cure { get; init; } = true;

    /// <summary>How often they are triggered before the run gives up. The default value is 2.</summary>
    public int CureAttempts { get; init; } = 2;
}
