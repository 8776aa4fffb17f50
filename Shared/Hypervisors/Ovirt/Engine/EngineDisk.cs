namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>A disk attached to a VM.</summary>
/// <param name="Id">The disk; vdsm calls it an image.</param>
/// <param name="Alias">What people call it.</param>
/// <param name="ImageId">The active volume of its chain; null: the disk is no image.</param>
/// <param name="Status"><c>ok</c>, <c>locked</c> or <c>illegal</c>.</param>
/// <param name="StorageType"><c>image</c>, <c>lun</c> and others.</param>
/// <param name="Format"><c>raw</c> or <c>cow</c>.</param>
/// <param name="ActualSize">Bytes that it takes.</param>
/// <param name="IsShareable">Several VMs may write to it.</param>
/// <param name="IsPlugged">The guest sees it.</param>
/// <param name="DomainIds">The storage domains that it is on.</param>
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
