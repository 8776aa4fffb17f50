using System.Text.Json.Serialization;

namespace GlusterDr.Gluster.Volumes;

/// <summary>A volume as <c>gluster volume info</c> shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its UUID.</param>
/// <param name="Status">Started, Stopped or Created.</param>
/// <param name="Type">Gluster's type: Replicate, Distribute, Distributed-Replicate, Disperse ...</param>
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
    /// <param name="Id">Its UUID; empty: not reported.</param>
    /// <param name="Bricks">Its bricks, in the volume's order.</param>
    public sealed record Node(string Host, string Id, IReadOnlyList<GlusterVolume.Brick> Bricks);

    /// <summary>A brick.</summary>
    /// <param name="Host">Its node, by its name in the pool.</param>
    /// <param name="Path">The directory on that node.</param>
    /// <param name="NodeId">The node's UUID.</param>
    /// <param name="IsArbiter">Whether it stores only names and metadata, no content.</param>
    public sealed record Brick(string Host, string Path, string NodeId, bool IsArbiter);

    /// <summary>The option that allows only geo-replication to write.</summary>
    public const string ReadOnlyOption = "features.read-only";

    /// <summary>The option that splits large files into shards.</summary>
    public const string ShardOption = "features.shard";

    /// <summary>Whether it is started.</summary>
    public bool IsStarted => Status == "Started";

    /// <summary>The number of bricks of a disperse set that may be missing; 0: it is no disperse volume.</summary>
    public int Redundancy { get; init; }

    /// <summary>
    /// The number of bricks of each subvolume that must be online for reads and writes: all but the redundancy of a disperse set, and as
    /// many as client quorum requires of a replica set (by default the majority of three or more, none of two).
    /// </summary>
    [JsonIgnore]
    public int LeastBricksOnline => SubvolumeSize switch
    {
        _ when Redundancy > 0 => SubvolumeSize - Redundancy,
        > 2 when Options.GetValueOrDefault("cluster.quorum-type", "auto") == "auto" => (SubvolumeSize / 2) + (SubvolumeSize % 2),
        _ => 1,
    };

    /// <summary>Whether large files are split into shards.</summary>
    public bool IsSharded => IsOn(ShardOption);

    /// <summary>The size of shards, in Gluster's notation.</summary>
    public string ShardSize => Options.GetValueOrDefault("features.shard-block-size", "64MB");

    /// <summary>Whether an option is set to one of Gluster's words for true.</summary>
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

    // One node may appear in the list under several names.
    private static string NodeKey(Brick brick) => brick.NodeId.Length > 0 ? brick.NodeId : brick.Host;
}
