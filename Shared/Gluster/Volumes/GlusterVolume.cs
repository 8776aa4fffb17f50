using System.Text.Json.Serialization;

namespace GlusterDr.Gluster.Volumes;

/// <summary>A volume as <c>gluster volume info</c> has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its UUID.</param>
/// <param name="Status">Started, Stopped or Created.</param>
/// <param name="Type">As Gluster has it: Replicate, Distribute, Distributed-Replicate, Disperse ...</param>
/// <param name="Bricks">In Gluster's order.</param>
/// <param name="SubvolumeSize">Bricks per subvolume: a replica set, a disperse set, or 1.</param>
/// <param name="Options">Reconfigured options only.</param>
public sealed record GlusterVolume(
    string Name,
    string Id,
    string Status,
    string Type,
    IReadOnlyList<GlusterVolume.Brick> Bricks,
    int SubvolumeSize,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>A node with bricks of a volume.</summary>
    /// <param name="Host">The name by which it is contacted: the host of its first brick.</param>
    /// <param name="Id">Its UUID; empty: not told.</param>
    /// <param name="Bricks">Its bricks, in the volume's order.</param>
    public sealed record Node(string Host, string Id, IReadOnlyList<GlusterVolume.Brick> Bricks);

    /// <summary>A brick.</summary>
    /// <param name="Host">Its node, as the pool names it.</param>
    /// <param name="Path">The directory on that node.</param>
    /// <param name="NodeId">The node's UUID.</param>
    /// <param name="IsArbiter">Holds names only, no content.</param>
    public sealed record Brick(string Host, string Path, string NodeId, bool IsArbiter);

    /// <summary>The option that lets nobody but geo-replication write.</summary>
    public const string ReadOnlyOption = "features.read-only";

    /// <summary>The option that keeps large files in pieces.</summary>
    public const string ShardOption = "features.shard";

    /// <summary>Whether it is started.</summary>
    public bool IsStarted => Status == "Started";

    /// <summary>Bricks of a disperse set that may be missing; 0: it is no such volume.</summary>
    public int Redundancy { get; init; }

    /// <summary>
    /// Bricks of each subvolume that must be online for it to be read and written: all but the redundancy of a disperse set, and as
    /// many as client quorum wants of a replica set (by default the majority of three or more, none of two).
    /// </summary>
    [JsonIgnore]
    public int LeastBricksOnline => SubvolumeSize switch
    {
        _ when Redundancy > 0 => SubvolumeSize - Redundancy,
        > 2 when Options.GetValueOrDefault("cluster.quorum-type", "auto") == "auto" => (SubvolumeSize / 2) + (SubvolumeSize % 2),
        _ => 1,
    };

    /// <summary>Whether large files are kept in shards.</summary>
    public bool IsSharded => IsOn(ShardOption);

    /// <summary>The size of shards, as Gluster writes it.</summary>
    public string ShardSize => Options.GetValueOrDefault("features.shard-block-size", "64MB");

    /// <summary>Whether an option was set, to one of Gluster's words for yes.</summary>
    public bool IsOn(string option) => GlusterValue.IsOn(Options.GetValueOrDefault(option));

    /// <summary>How often changelogs roll over, in seconds; Gluster's default is 15.</summary>
    [JsonIgnore]
    public int RolloverSeconds => GlusterValue.Seconds(Options.GetValueOrDefault("changelog.rollover-time")) ?? 15;

    /// <summary>The nodes that hold bricks, each once, in the order of their first brick.</summary>
    [JsonIgnore]
    public IReadOnlyList<Node> Nodes =>
        [.. Bricks.GroupBy(NodeKey, StringComparer.OrdinalIgnoreCase).Select(g => new Node(g.First().Host, g.First().NodeId, [.. g]))];

    /// <summary>The name by which the node of a brick is contacted: the host of its first brick.</summary>
    public string HostOf(Brick brick) => Bricks.First(b => string.Equals(NodeKey(b), NodeKey(brick), StringComparison.OrdinalIgnoreCase)).Host;

    /// <summary>The bricks by subvolume.</summary>
    public IReadOnlyList<IReadOnlyList<Brick>> Subvolumes => [.. Bricks.Chunk(SubvolumeSize)];

    // One node may stand in the list under several names.
    private static string NodeKey(Brick brick) => brick.NodeId.Length > 0 ? brick.NodeId : brick.Host;
}
