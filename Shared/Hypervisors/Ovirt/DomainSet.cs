using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The storage domains of a policy. A snapshot of a VM includes its disks on all of them.</summary>
/// <param name="All">The domain on the policy's own volume first.</param>
internal sealed record DomainSet(IReadOnlyList<EngineDomain> All)
{
    /// <summary>The storage domain on the policy's own volume.</summary>
    public EngineDomain First => All[0];

    public bool Contains(EngineDisk disk) => Of(disk) is not null;

    /// <summary>The storage domain of a disk; null: none of these.</summary>
    public EngineDomain? Of(EngineDisk disk) => All.FirstOrDefault(d => disk.DomainIds.Contains(d.Id));

    /// <summary>The volume of a disk; null: the policy's own.</summary>
    public string? VolumeOf(EngineDisk disk) => Of(disk) is { } domain && domain != First ? domain.Volume : null;

    /// <summary>An image of a disk, relative to its volume's root.</summary>
    public string PathOf(EngineDisk disk, string imageId) =>
        (Of(disk) ?? throw new InvalidOperationException($"Disk '{disk.Alias}' is on another storage domain.")).ImagePath(disk.Id, imageId);
}
