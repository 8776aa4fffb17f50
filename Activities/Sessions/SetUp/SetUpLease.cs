using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// The lease of the primary volume at its site. A set-up holds it after its checks have passed, so that no run of that volume starts
/// meanwhile, also from another control plane.
/// </summary>
public sealed class SetUpLease(SiteLeases sites, LeaseStore leases, PoolFinder pools, IOrchestrationClient client)
{
    /// <summary>Takes the lease.</summary>
    /// <exception cref="Errors.DrException"><see cref="Errors.ErrorCodes.LeaseHeld"/>, naming its holder; or why the volume cannot be written.</exception>
    public Task TakeAsync(GlusterPool pool, GeoRepSession session, string operation, CancellationToken cancellation) =>
        sites.TakeAsync(pool, [session.PrimaryVolume], operation, new RunLeases(leases, client).IsAliveAsync, cancellation);

    /// <summary>Verifies that the operation still holds the lease, before a step changes anything. An operation that an older version started has none.</summary>
    /// <exception cref="Errors.DrException"><see cref="Errors.ErrorCodes.LeaseLost"/>, <see cref="Errors.ErrorCodes.LeaseUnverified"/>.</exception>
    public Task RequireAsync(SetUpStep step, ActivityContext context) =>
        sites.RequireAsync(step.Plan.PrimaryPool, context.InstanceId, context.CancellationToken);

    /// <summary>Releases the lease, and that of the secondary pool.</summary>
    public async Task ReleaseAsync(string operation, CancellationToken cancellation)
    {
        if (await sites.FindHostAsync(operation, cancellation) is { } host)
        {
            await sites.ReleaseAsync(await pools.FindAsync(host, cancellation), operation, cancellation);
        }

        await leases.ReleaseAllAsync(operation, cancellation);
    }
}
