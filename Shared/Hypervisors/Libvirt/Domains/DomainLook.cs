namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>What a host says of a domain at one moment.</summary>
/// <param name="Live">How it runs now; shut off: the same as <paramref name="Defined"/>.</param>
/// <param name="Defined">What its next start would get.</param>
public sealed record DomainLook(Domain Live, Domain Defined);
