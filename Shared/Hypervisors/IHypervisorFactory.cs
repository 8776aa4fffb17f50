using GlusterDr.Sites;

namespace GlusterDr.Hypervisors;

/// <summary>Creates the hypervisor client of a site.</summary>
public interface IHypervisorFactory
{
    /// <summary>Creates the client for these settings.</summary>
    IHypervisor Create(HypervisorSettings settings);
}
