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
    /// <summary>Whether it is started.</summary>
    public bool IsStarted => Status == "Started";

    /// <summary>The bricks by subvolume.</summary>
    public IReadOnlyList<IReadOnlyList<GlusterBrick>> Subvolumes => [.. Bricks.Chunk(SubvolumeSize)];
}
