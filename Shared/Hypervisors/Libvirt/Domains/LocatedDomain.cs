using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A domain and the host on which it was found.</summary>
/// <param name="Host">The host.</param>
/// <param name="State">The domain as the host reports it.</param>
public sealed record LocatedDomain(LibvirtHost Host, VirshClient.DomainState State)
{
    /// <summary>Definitions of the same domain on other hosts, as far as these were queried.</summary>
    public IReadOnlyList<LocatedDomain> Others { get; init; } = [];
}
