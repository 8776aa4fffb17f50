using GlusterDr.Errors;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>How the pools of a session are reached.</summary>
public sealed class SessionAccess(PoolFinder pools, SiteLeases leases)
{
    /// <summary>The primary's pool. Where this control plane has the lease of the volume there, it is seen to be its own still.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseLost"/>, <see cref="ErrorCodes.LeaseUnverified"/>.</exception>
    public async Task<GlusterPool> PrimaryAsync(RepairStep step, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(step.Address.Host, cancellation);
        await leases.RequireOfAsync(pool, step.Address.Session.PrimaryVolume, cancellation);
        return pool;
    }

    /// <summary>The secondary's pool.</summary>
    public Task<GlusterPool> SecondaryAsync(RepairStep step, CancellationToken cancellation) =>
        pools.FindAsync(step.SecondaryAddress ?? step.Address.Session.SecondaryHost, cancellation);
}
