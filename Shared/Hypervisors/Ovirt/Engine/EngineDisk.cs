namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A disk attached to a VM.</summary>
/// <param name="Id">The id of the disk; vdsm calls it an image.</param>
/// <param name="Alias">Its name.</param>
/// <param name="ImageId">The active image of its chain; null: the disk is not an image.</param>
/// <param name="Status"><c>ok</c>, <c>locked</c> or <c>illegal</c>.</param>
/// <param name="StorageType"><c>image</c>, <c>lun</c> and others.</param>
/// <param name="Format"><c>raw</c> or <c>cow</c>.</param>
/// <param name="ActualSize">Its allocated bytes.</param>
/// <param name="IsShareable">Whether several VMs may write to it.</param>
/// <param name="IsPlugged">Whether it is plugged into the VM.</param>
/// <param name="DomainIds">The storage domains that contain it.</param>
internal sealed record EngineDisk(
    string Id,
    string Alias,
    string? ImageId,
    string Status,
    string StorageType,
    string Format,
    long ActualSize,
    bool IsShareable,
    bool IsPlugged,
    IReadOnlyList<string> DomainIds);
