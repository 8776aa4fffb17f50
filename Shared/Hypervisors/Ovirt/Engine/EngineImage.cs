namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>An image in the chain of a disk.</summary>
/// <param name="Id">Its id, which is also its file's name.</param>
/// <param name="Disk">The disk as it is with this image.</param>
/// <param name="ParentId">The image below; null: none.</param>
/// <param name="SnapshotId">The snapshot that froze it, or the VM's active one; null: a template's.</param>
internal sealed record EngineImage(string Id, EngineDisk Disk, string? ParentId, string? SnapshotId);
