using GlusterDr.Hypervisors.Libvirt.Virsh;

namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>A domain, and the host that has it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Look">What it says of the domain.</param>
public sealed record LocatedDomain(LibvirtHost Host, VirshClient.DomainLook Look)
{
    /// <summary>Definitions of it that other hosts still have, as far as they were asked.</summary>
    public IReadOnlyList<LocatedDomain> Others { get; init; } = [];
}
