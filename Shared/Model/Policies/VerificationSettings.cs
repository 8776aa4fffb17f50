namespace GlusterDr.Policies;

/// <summary>How the copy is verified, independently of Gluster's status.</summary>
public sealed record VerificationSettings
{
    /// <summary>The minimum, 1 MiB a second: with less, a run with a large image would not end.</summary>
    public const long LeastBandwidth = 1 << 20;

    /// <summary>How much content is compared. The default value is <see cref="ContentCheck.Changed"/>.</summary>
    public ContentCheck Content { get; init; } = ContentCheck.Changed;

    /// <summary>With <see cref="ContentCheck.Changed"/>: within this time every byte is compared. The default value is 7 days.</summary>
    public TimeSpan Rotation { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The maximum number of bytes read per second at each site; null, the default value: no limit, but the lowest priority.</summary>
    public long? Bandwidth { get; init; }

    /// <summary>The number of ranges read concurrently at each site. The default value is 4.</summary>
    public int Threads { get; init; } = 4;

    /// <summary>Files up to this size, in bytes, are always compared whole. The default value is 256 MiB.</summary>
    public long WholeUpTo { get; init; } = 256L << 20;

    /// <summary>The number of 64 KiB blocks compared in a larger file when sampling. The default value is 256.</summary>
    public int SampleBlocks { get; init; } = 256;

    /// <summary>Whether the replication of files that differ is triggered again. The default value is true.</summary>
    public bool Cure { get; init; } = true;

    /// <summary>How often it is triggered before the run gives up. The default value is 2.</summary>
    public int CureAttempts { get; init; } = 2;
}
