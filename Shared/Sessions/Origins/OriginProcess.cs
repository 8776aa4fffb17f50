namespace GlusterDr.Sessions.Origins;

/// <summary>A gsyncd at work on a secondary node, by its command line.</summary>
/// <param name="PrimaryVolume">The volume that it copies.</param>
/// <param name="Secondary">The secondary as its session names it.</param>
/// <param name="Node">The primary node that it works for.</param>
/// <param name="NodeId">That node's UUID.</param>
/// <param name="Brick">The brick there.</param>
public sealed record OriginProcess(string PrimaryVolume, string Secondary, string Node, string NodeId, string Brick);
