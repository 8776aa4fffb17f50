namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>An image in the chain of a disk.</summary>
/// <param name="Id">Its id, which is also its file name.</param>
/// <param name="Disk">The disk, with this image as its image.</param>
/// <param name="ParentId">The image below; null: none.</param>
/// <param name="SnapshotId">The snapshot that it belongs to, or the active one of the VM; null: an image of a template.</param>
internal sealed record EngineImage(string Id, EngineDisk Disk, string? ParentId, string? SnapshotId);
