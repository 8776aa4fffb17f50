namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>One bad block, and what became of it.</summary>
/// <param name="Number">Of all trials, from 1.</param>
/// <param name="Way">How it goes bad.</param>
/// <param name="Changed">Whether its shard changes at the primary before the next run ends: then that run must find it.</param>
internal sealed record Trial(int Number, Way Way, bool Changed)
{
    /// <summary>4 MiB, as in lab.conf.</summary>
    public const long Shard = 4 << 20;

    /// <summary>Of the bad block.</summary>
    public const int Block = 4096;

    /// <summary>Relative to the volume's root.</summary>
    public string Image { get; init; } = "";

    /// <summary>Where the bad block begins, in the image.</summary>
    public long Offset { get; init; }

    /// <summary>The md5 of the bad block.</summary>
    public string Bad { get; set; } = "";

    /// <summary>How it ended; null: the block is bad still, and nobody has noticed.</summary>
    public string? Outcome { get; set; }

    public override string ToString() =>
        $"trial {Number}: {Image} byte {Offset} (shard {Offset / Shard}), {Way}, {(Changed ? "in what changes" : "elsewhere")}";
}
