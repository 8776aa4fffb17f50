using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A disk of a domain, as its XML says.</summary>
/// <param name="Target">Its name in the domain: <c>vda</c>.</param>
/// <param name="Device">disk, cdrom, floppy or lun.</param>
/// <param name="Chain">Its images, the active one first; empty: no medium.</param>
/// <param name="Job">The job that mirrors it; null: none.</param>
public sealed record DomainDisk(string Target, string Device, IReadOnlyList<DiskImage> Chain, BlockJob? Job)
{
    /// <summary>The guest cannot write to it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Several VMs may write to it at once.</summary>
    public bool Shareable { get; init; }

    /// <summary>Its changes are thrown away when the VM stops.</summary>
    public bool Discarded { get; init; }

    /// <summary>The VM starts without its medium too.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>An image of it that qemu-img could not read; null: none.</summary>
    public string? Unread { get; init; }

    /// <summary>False: the XML does not say what is below the last image of <see cref="Chain"/>.</summary>
    public bool ChainComplete { get; init; }

    /// <summary>The image that takes the writes; null: no medium.</summary>
    public DiskImage? Active => Chain.Count > 0 ? Chain[0] : null;

    /// <summary>Whether a guest may write to it, so that there is something to freeze.</summary>
    public bool Writable => Device is "disk" or "lun" && !ReadOnly && Chain.Count > 0;
}
