using GlusterDr.Gluster.Volumes;
using GlusterDr.Hypervisors;
using GlusterDr.Policies;

namespace GlusterDr.Activities.Sync;

/// <summary>A storage domain with its hypervisor and its pool.</summary>
public sealed record StorageDomainAccess(Policy Policy, StorageDomain StorageDomain, IHypervisor Hypervisor)
{
    /// <summary>The pool of the primary site.</summary>
    public GlusterPool Pool => new(Policy.Site.GlusterNodes());
}
