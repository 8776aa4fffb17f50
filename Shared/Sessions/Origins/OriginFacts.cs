namespace GlusterDr.Sessions.Origins;

/// <summary>The traces of primaries on a node of a secondary.</summary>
/// <param name="Processes">The gsyncd processes of the volume.</param>
/// <param name="Logs">The logs of gsyncd for it.</param>
/// <param name="Marks">What its bricks have recorded.</param>
/// <param name="Keys">The keys that can start gsyncd on the node, for any volume.</param>
public sealed record OriginFacts(
    IReadOnlyList<OriginFacts.Process> Processes, IReadOnlyList<OriginFacts.Log> Logs, IReadOnlyList<OriginFacts.Mark> Marks, IReadOnlyList<OriginFacts.Key> Keys)
{
    /// <summary>A sync time that geo-replication stores on a brick.</summary>
    /// <param name="VolumeId">The UUID of the primary volume.</param>
    /// <param name="Time">In seconds since 1970.</param>
    public sealed record SyncTime(string VolumeId, long Time);

    /// <summary>A gsyncd process on a secondary node, from its command line.</summary>
    /// <param name="PrimaryVolume">The volume that it copies.</param>
    /// <param name="Secondary">The secondary as its session names it.</param>
    /// <param name="Node">The primary node that it works for.</param>
    /// <param name="NodeId">That node's UUID.</param>
    /// <param name="Brick">The brick there.</param>
    public sealed record Process(string PrimaryVolume, string Secondary, string Node, string NodeId, string Brick);

    /// <summary>What a brick of a secondary has recorded.</summary>
    /// <param name="Path">The brick.</param>
    /// <param name="Changed">When an entry of its root directory, or a shard, was last created or removed, in seconds since 1970; null: not known.</param>
    /// <param name="Times">The sync times on it.</param>
    public sealed record Mark(string Path, double? Changed, IReadOnlyList<SyncTime> Times);

    /// <summary>A session's log on a secondary node.</summary>
    /// <param name="Session">The name of its folder: primary volume, secondary host and volume, with underscores between them.</param>
    /// <param name="Written">When it was last written, in seconds since 1970.</param>
    /// <param name="Workers">Primary nodes and bricks that its lines name, as pairs.</param>
    public sealed record Log(string Session, double Written, IReadOnlyList<IReadOnlyList<string>> Workers);

    /// <summary>A key that can start gsyncd on a node.</summary>
    /// <param name="User">The user who accepts it.</param>
    /// <param name="Comment">The comment that ssh-keygen wrote: user and host.</param>
    public sealed record Key(string User, string Comment);
}
