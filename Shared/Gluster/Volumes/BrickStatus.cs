namespace GlusterDr.Gluster.Volumes;

/// <summary>A brick as <c>gluster volume status ... detail</c> has it. The bricks of a node that is down are missing.</summary>
/// <param name="Host">Its node, as the pool names it.</param>
/// <param name="Path">The directory on that node.</param>
/// <param name="NodeId">The node's UUID.</param>
/// <param name="Online">Whether its process serves.</param>
/// <param name="Pid">The process; null: none.</param>
/// <param name="TotalBytes">Size of its file system; null: not told.</param>
/// <param name="FreeBytes">Room on its file system; null: not told.</param>
public sealed record BrickStatus(string Host, string Path, string NodeId, bool Online, int? Pid, long? TotalBytes, long? FreeBytes);
