namespace GlusterDr.Gluster;

/// <summary>What is asked about one file.</summary>
/// <param name="Path">Relative to the volume's root.</param>
public sealed record FileProbe(string Path)
{
    /// <summary>Digest the whole file.</summary>
    public bool Whole { get; init; }

    /// <summary>Digest the blocks at these offsets; see <see cref="BlockSampler"/>. Ignored when <see cref="Whole"/>.</summary>
    public IReadOnlyList<long> Offsets { get; init; } = [];
}
