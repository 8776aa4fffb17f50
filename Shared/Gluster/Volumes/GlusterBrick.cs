namespace GlusterDr.Gluster.Volumes;

/// <summary>A brick.</summary>
/// <param name="Host">Its node, as the pool names it.</param>
/// <param name="Path">The directory on that node.</param>
/// <param name="NodeId">The node's UUID.</param>
/// <param name="IsArbiter">Holds names only, no content.</param>
public sealed record GlusterBrick(string Host, string Path, string NodeId, bool IsArbiter);
