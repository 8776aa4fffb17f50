using GlusterDr.Hypervisors.Ovirt.Engine;

namespace GlusterDr.Hypervisors.Ovirt;

/// <summary>The storage domains of a policy: their disks are frozen together.</summary>
/// <param name="All">The one on the policy's own volume first.</param>
internal sealed record DomainSet(IReadOnlyList<EngineDomain> All)
{
    /// <summary>The domain that tells of the policy to administrators.</summary>
    public EngineDomain First => All[0];

    public bool Holds(EngineDisk disk) => Of(disk) is not null;

    /// <summary>The domain that a disk is on; null: none of these.</summary>
    public EngineDomain? Of(EngineDisk disk) => All.FirstOrDefault(d => disk.DomainIds.Contains(d.Id));

    /// <summary>The volume of a disk; null: the policy's own.</summary>
    public string? VolumeOf(EngineDisk disk) => Of(disk) is { } domain && domain != First ? domain.Volume : null;

    /// <summary>An image of a disk, relative to its volume's root.</summary>
    public string PathOf(EngineDisk disk, string imageId) =>
        (Of(disk) ?? throw new InvalidOperationException($"Disk '{disk.Alias}' is on another storage domain.")).ImagePath(disk.Id, imageId);
}
