using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// The lease of the primary volume at its site, which a set-up has from the moment that nothing speaks against it: no run of that volume
/// begins meanwhile, of another control plane neither.
/// </summary>
public sealed class SetUpLease(SiteLeases sites, LeaseStore leases, PoolFinder pools, IOrchestrationClient client)
{
    /// <summary>Takes it.</summary>
    /// <exception cref="Errors.DrException"><see cref="Errors.ErrorCodes.LeaseHeld"/>, naming who has it; or why the volume cannot be written.</exception>
    public Task TakeAsync(GlusterPool pool, GeoRepSession session, string operation, CancellationToken cancellation) =>
        sites.TakeAsync(pool, [session.PrimaryVolume], operation, new RunLeases(leases, client).IsAliveAsync, cancellation);

    /// <summary>Sees to it that the operation has it still, before a step changes anything; an operation that an older version began has none.</summary>
    /// <exception cref="Errors.DrException"><see cref="Errors.ErrorCodes.LeaseLost"/>, <see cref="Errors.ErrorCodes.LeaseUnverified"/>.</exception>
    public Task RequireAsync(SetUpStep step, ActivityContext context) =>
        sites.RequireAsync(step.Plan.PrimaryPool, context.InstanceId, context.CancellationToken);

    /// <summary>Gives it back, and the secondary pool with it.</summary>
    public async Task ReleaseAsync(string operation, CancellationToken cancellation)
    {
        if (await sites.FindHostAsync(operation, cancellation) is { } host)
        {
            await sites.ReleaseAsync(await pools.FindAsync(host, cancellation), operation, cancellation);
        }

        await leases.ReleaseAllAsync(operation, cancellation);
    }
}
