namespace GlusterDr.Gluster.Content;

/// <summary>Metadata and digests of one file of a volume, read through a new mount.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Exists">Whether it exists as a regular file.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Allocated">The allocated bytes of its pieces; less than its size if it is sparse.</param>
/// <param name="Digest">SHA-256, in hex, of the requested content; null: none was requested, or it could not be read.</param>
/// <param name="Problem">Why it could not be read; null: it could.</param>
/// <param name="ShardSize">The length of a shard; 0: it has none.</param>
/// <param name="Shape">
/// SHA-256, in hex, of the lengths of all shards that are not empty, or of an internal snapshot's tables; null: it has none.
/// </param>
public sealed record FileFacts(
    string Path,
    bool Exists,
    long Size = 0,
    long Allocated = 0,
    string? Digest = null,
    string? Problem = null,
    long ShardSize = 0,
    string? Shape = null)
{
    /// <summary>SHA-256, in hex, of the lengths and times of all pieces. It changes with the file. Comparable at one site only.</summary>
    public string? Stamp { get; init; }

    /// <summary>
    /// The first 8 bytes of SHA-256 of "size mtime ctime inode" of each piece, taken before the content was read. A stamp changes with its
    /// piece, and is comparable at one site only. Null: not requested.
    /// </summary>
    public byte[]? Stamps { get; init; }

    /// <summary>
    /// 16 bytes for each requested piece, in the requested order: of the SHA-256 of the SHA-256 values of each 4 MiB of it. A missing piece
    /// counts as zeros. Null: not requested.
    /// </summary>
    public byte[]? Digests { get; init; }

    /// <summary>When any of its pieces last changed, in milliseconds since 1970, by the bricks' clocks.</summary>
    public long? Changed { get; init; }

    /// <summary>
    /// When any of its pieces was last written to, in milliseconds since 1970, by the clock of the host that wrote or of the bricks. Null: not
    /// known.
    /// </summary>
    public long? Written { get; init; }

    /// <summary>Whether it changed while it was read; null: not requested.</summary>
    public bool? Moved { get; init; }
}
