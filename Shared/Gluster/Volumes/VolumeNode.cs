namespace GlusterDr.Gluster.Volumes;

/// <summary>A node with bricks of a volume.</summary>
/// <param name="Host">The name by which it is contacted: the host of its first brick.</param>
/// <param name="Id">Its UUID; empty: not told.</param>
/// <param name="Bricks">Its bricks, in the volume's order.</param>
public sealed record VolumeNode(string Host, string Id, IReadOnlyList<GlusterBrick> Bricks);
