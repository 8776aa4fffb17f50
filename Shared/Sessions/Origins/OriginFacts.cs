namespace GlusterDr.Sessions.Origins;

/// <summary>What a node of a secondary knows of who writes to a volume.</summary>
/// <param name="Processes">gsyncds at work for it.</param>
/// <param name="Logs">What gsyncds have logged of it.</param>
/// <param name="Marks">What stands on its bricks.</param>
/// <param name="Keys">Whose keys may start a gsyncd on the node, for whichever volume.</param>
public sealed record OriginFacts(
    IReadOnlyList<OriginFacts.Process> Processes, IReadOnlyList<OriginFacts.Log> Logs, IReadOnlyList<OriginFacts.Mark> Marks, IReadOnlyList<OriginFacts.Key> Keys)
{
    /// <summary>A time that geo-replication keeps on a brick.</summary>
    /// <param name="VolumeId">The volume whose changes it counts.</param>
    /// <param name="Time">In seconds since 1970.</param>
    public sealed record SyncTime(string VolumeId, long Time);

    /// <summary>A gsyncd at work on a secondary node, by its command line.</summary>
    /// <param name="PrimaryVolume">The volume that it copies.</param>
    /// <param name="Secondary">The secondary as its session names it.</param>
    /// <param name="Node">The primary node that it works for.</param>
    /// <param name="NodeId">That node's UUID.</param>
    /// <param name="Brick">The brick there.</param>
    public sealed record Process(string PrimaryVolume, string Secondary, string Node, string NodeId, string Brick);

    /// <summary>What stands on a brick of a secondary.</summary>
    /// <param name="Path">The brick.</param>
    /// <param name="Changed">When an entry at its top, or a shard, was last made or removed, in seconds since 1970; null: not known.</param>
    /// <param name="Times">Times that geo-replication keeps there.</param>
    public sealed record Mark(string Path, double? Changed, IReadOnlyList<SyncTime> Times);

    /// <summary>A session's log on a secondary node.</summary>
    /// <param name="Session">The name of its folder: primary volume, secondary host and volume, with underscores between them.</param>
    /// <param name="Written">When it was last written, in seconds since 1970.</param>
    /// <param name="Workers">Primary nodes and bricks that its lines name, as pairs.</param>
    public sealed record Log(string Session, double Written, IReadOnlyList<IReadOnlyList<string>> Workers);

    /// <summary>A key that may start a gsyncd on a node.</summary>
    /// <param name="User">The user that it is for.</param>
    /// <param name="Comment">Whose it is, as ssh-keygen wrote it: user and host.</param>
    public sealed record Key(string User, string Comment);
}
