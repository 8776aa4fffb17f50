using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A disk of a domain, as described by its XML.</summary>
/// <param name="Target">Its name in the domain: <c>vda</c>.</param>
/// <param name="Device">disk, cdrom, floppy or lun.</param>
/// <param name="Chain">Its images, the active one first; empty: no medium.</param>
/// <param name="Job">The job that mirrors it; null: none.</param>
public sealed record DomainDisk(string Target, string Device, IReadOnlyList<DiskImage> Chain, BlockJob? Job)
{
    /// <summary>Whether the guest cannot write to it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether several VMs may write to it at the same time.</summary>
    public bool Shareable { get; init; }

    /// <summary>Whether its changes are discarded when the VM stops.</summary>
    public bool Discarded { get; init; }

    /// <summary>Whether the VM also starts without its medium.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>The image of it that qemu-img could not read; null: none.</summary>
    public string? Unread { get; init; }

    /// <summary>False: the XML does not report the images below the last one of <see cref="Chain"/>.</summary>
    public bool ChainComplete { get; init; }

    /// <summary>The image that takes the writes; null: no medium.</summary>
    public DiskImage? Active => Chain.Count > 0 ? Chain[0] : null;

    /// <summary>Whether a guest may write to it, so that it needs a snapshot.</summary>
    public bool Writable => Device is "disk" or "lun" && !ReadOnly && Chain.Count > 0;
}
