namespace GlusterDr.Hypervisors.Libvirt.Domains;

/// <summary>What <c>virsh domstats</c> says of a running domain's images.</summary>
/// <param name="Name">The domain's name.</param>
/// <param name="Running">True: it runs; false: paused, crashed, arriving by migration.</param>
/// <param name="Images">Every image that it has open, with the bytes it occupies; 0: unknown.</param>
public sealed record DomainUse(string Name, bool Running, IReadOnlyDictionary<string, long> Images);
