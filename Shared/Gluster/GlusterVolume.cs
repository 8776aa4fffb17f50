namespace GlusterDr.Gluster;

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
    IReadOnlyList<GlusterBrick> Bricks,
    int SubvolumeSize,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The option that lets nobody but geo-replication write.</summary>
    public const string ReadOnlyOption = "features.read-only";

    /// <summary>Whether it is started.</summary>
    public bool IsStarted => Status == "Started";

    /// <summary>Whether large files are kept in shards.</summary>
    public bool IsSharded => IsOn("features.shard");

    /// <summary>The size of shards, as Gluster writes it.</summary>
    public string ShardSize => Options.GetValueOrDefault("features.shard-block-size", "64MB");

    /// <summary>Whether an option was set, to one of Gluster's words for yes.</summary>
    public bool IsOn(string option) => Options.TryGetValue(option, out string? value) && value is "on" or "enable" or "true" or "yes" or "1";

    /// <summary>The bricks by subvolume.</summary>
    public IReadOnlyList<IReadOnlyList<GlusterBrick>> Subvolumes => [.. Bricks.Chunk(SubvolumeSize)];
}
