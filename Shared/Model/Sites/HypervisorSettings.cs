namespace GlusterDr.Sites;

/// <summary>The hypervisor of a site.</summary>
public sealed record HypervisorSettings
{
    /// <summary>What manages the VMs.</summary>
    public HypervisorKind Kind { get; init; } = HypervisorKind.Libvirt;

    /// <summary>libvirt: the KVM hosts.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>libvirt: the connection URI on each host.</summary>
    public string Uri { get; init; } = "qemu:///system";

    /// <summary>oVirt: the engine.</summary>
    public EngineSettings? Engine { get; init; }
}
