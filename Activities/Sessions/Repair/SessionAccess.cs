using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Finds the pools of a session.</summary>
public sealed class SessionAccess(PoolFinder pools, SiteLeases leases)
{
    /// <summary>The pool of the primary. If this control plane holds the lease of the volume there, verifies that it still does.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task<GlusterPool> PrimaryAsync(RepairStep step, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(step.Address.Host, cancellation);
        await leases.RequireOfAsync(pool, step.Address.Session.PrimaryVolume, cancellation);
        return pool;
    }

    /// <summary>The pool of the secondary.</summary>
    public Task<GlusterPool> SecondaryAsync(RepairStep step, CancellationToken cancellation) =>
        pools.FindAsync(step.SecondaryAddress ?? step.Address.Session.SecondaryHost, cancellation);
}
