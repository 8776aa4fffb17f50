using GlusterDr.Sites;

namespace GlusterDr.Hypervisors;

/// <summary>The hypervisor of a site, by its kind.</summary>
public interface IHypervisorFactory
{
    /// <summary>Gives the client for these settings.</summary>
    IHypervisor Create(HypervisorSettings settings);
}
