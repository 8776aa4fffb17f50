namespace GlusterDr.Gluster.Volumes;

/// <summary>A brick as <c>gluster volume status ... detail</c> shows it. The bricks of a node that is down are missing.</summary>
/// <param name="Host">Its node, by its name in the pool.</param>
/// <param name="Path">The directory on that node.</param>
/// <param name="NodeId">The node's UUID.</param>
/// <param name="Online">Whether its process is running.</param>
/// <param name="Pid">The process ID; null: none.</param>
/// <param name="TotalBytes">Size of its file system; null: not reported.</param>
/// <param name="FreeBytes">Free space on its file system; null: not reported.</param>
public sealed record BrickStatus(string Host, string Path, string NodeId, bool Online, int? Pid, long? TotalBytes, long? FreeBytes);
