namespace GlusterDr.Gluster.Content;

/// <summary>What a volume holds under one path, read piece by piece through a fresh mount.</summary>
/// <param name="Path">Relative to the volume's root.</param>
/// <param name="Exists">Whether it is there, as a regular file.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Allocated">The bytes that its pieces take; less than its size when it is sparse.</param>
/// <param name="Digest">SHA-256, in hex, of what was asked for; null: nothing was, or it could not be read.</param>
/// <param name="Problem">Why it could not be read; null: it could.</param>
/// <param name="ShardSize">The length of a shard; 0: it has none.</param>
/// <param name="Shape">
/// SHA-256, in hex, of the lengths of all shards that hold something, or of a snapshot's tables; null: it has none.
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
    /// <summary>SHA-256, in hex, of the lengths and times of all pieces: the same as long as nothing changes. Tells of one site only.</summary>
    public string? Stamp { get; init; }

    /// <summary>
    /// The first 8 bytes of SHA-256 of "size mtime ctime inode" of each piece, from before any was read: the same as long as nobody
    /// changes it. Tells of one site only. Null: nobody asked.
    /// </summary>
    public byte[]? Stamps { get; init; }

    /// <summary>
    /// 16 bytes for each piece that was asked for, in that order: of SHA-256 of the SHA-256 of each 4 MiB of it. A piece that is
    /// not there digests as zeros. Null: nobody asked.
    /// </summary>
    public byte[]? Digests { get; init; }

    /// <summary>When any of its pieces last changed, in milliseconds since 1970, by the bricks' clocks.</summary>
    public long? Changed { get; init; }

    /// <summary>
    /// When any of its pieces was last written to, in milliseconds since 1970, by the clock of the host that wrote or of the bricks. Null: not
    /// known.
    /// </summary>
    public long? Written { get; init; }

    /// <summary>Whether it changed while it was read; null: nobody asked.</summary>
    public bool? Moved { get; init; }
}
