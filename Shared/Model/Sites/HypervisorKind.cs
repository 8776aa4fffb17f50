namespace GlusterDr.Sites;

/// <summary>What manages the VMs.</summary>
public enum HypervisorKind
{
    /// <summary>KVM hosts with libvirt, each contacted directly.</summary>
    Libvirt,

    /// <summary>An oVirt engine.</summary>
    Ovirt,
}
