namespace GlusterDr.Gluster.Content;

/// <summary>The request of a probe for one file.</summary>
/// <param name="Path">Relative to the volume's root.</param>
public sealed record FileProbe(string Path)
{
    /// <summary>
    /// The name of an internal snapshot of this qcow2 image. Its content, including memory, is probed instead of the file: its size is that
    /// of its clusters, its shape their mapping. Null: the file itself.
    /// </summary>
    public string? Snapshot { get; init; }

    /// <summary>Digest the whole file.</summary>
    public bool Whole { get; init; }

    /// <summary>Digest the blocks at these offsets; see <see cref="BlockSampler"/>. Ignored when <see cref="Whole"/>.</summary>
    public IReadOnlyList<long> Offsets { get; init; } = [];

    /// <summary>
    /// The pieces to digest (ascending, without overlap). All pieces are stamped, also if the list is empty. Null: neither stamps nor
    /// digests. See <see cref="FilePieces"/>.
    /// </summary>
    public IReadOnlyList<FilePieces.PieceRange>? Pieces { get; init; }

    /// <summary>Detect changes while the file is read.</summary>
    public bool Watch { get; init; }
}
