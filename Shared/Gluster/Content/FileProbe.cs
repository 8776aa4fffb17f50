namespace GlusterDr.Gluster.Content;

/// <summary>What is asked about one file.</summary>
/// <param name="Path">Relative to the volume's root.</param>
public sealed record FileProbe(string Path)
{
    /// <summary>
    /// The name of a snapshot inside this qcow2 image, whose frozen content, memory too, is then what is asked about: its size is that
    /// of the clusters it holds, its shape what it maps where. Null: the file itself.
    /// </summary>
    public string? Snapshot { get; init; }

    /// <summary>Digest the whole file.</summary>
    public bool Whole { get; init; }

    /// <summary>Digest the blocks at these offsets; see <see cref="BlockSampler"/>. Ignored when <see cref="Whole"/>.</summary>
    public IReadOnlyList<long> Offsets { get; init; } = [];

    /// <summary>
    /// Stamp all pieces, and digest those in these ranges (in order, none twice; empty: none); null: neither. See
    /// <see cref="FilePieces"/>.
    /// </summary>
    public IReadOnlyList<FilePieces.PieceRange>? Pieces { get; init; }

    /// <summary>Look whether it changes meanwhile.</summary>
    public bool Watch { get; init; }
}
