namespace GlusterDr.Tests.Lab.Corruption;

/// <summary>How a block at the secondary goes bad.</summary>
internal enum Way
{
    /// <summary>In the brick's file, past Gluster, with its times as they were.</summary>
    Brick,

    /// <summary>Through a mount of the secondary volume.</summary>
    Mount,

    /// <summary>In the brick's file, in mid-run, as soon as replication has brought what changed in that shard.</summary>
    BrickOnceCarried,
}
