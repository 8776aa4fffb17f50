namespace GlusterDr.Hypervisors.Libvirt;

/// <summary>A domain, and the host that has it.</summary>
/// <param name="Host">The host.</param>
/// <param name="Look">What it says of the domain.</param>
public sealed record LocatedDomain(LibvirtHost Host, DomainLook Look);
