using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Runs;

namespace GlusterDr.Sessions.Control;

/// <summary>The leases of pools: one operation at a time changes keys and mount permissions of a pool, because operations rely on what they find there.</summary>
public sealed class PoolLeases(GlusterClient gluster, LeaseStore leases, IOrchestrationClient client)
{
    /// <summary>Takes the lease of a pool for an operation.</summary>
    /// <returns>The resource of the lease: see <see cref="LeaseStore"/>.</returns>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming its holder.</exception>
    public Task<string> TakeAsync(GlusterPool pool, string operation, CancellationToken cancellation) =>
        TakeAsync(pool, operation, null, cancellation);

    /// <summary>Takes the lease for a call that ends within this time.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.LeaseHeld"/>, naming its holder.</exception>
    public Task<string> TakeForCallAsync(GlusterPool pool, string call, TimeSpan most, CancellationToken cancellation) =>
        TakeAsync(pool, call, most, cancellation);

    private async Task<string> TakeAsync(GlusterPool pool, string holder, TimeSpan? most, CancellationToken cancellation)
    {
        string resource = LeaseStore.Pool((await gluster.GetPeersAsync(pool, cancellation)).Select(p => p.NodeId));
        RunLeases alive = new(leases, client);
        LeaseStore.Attempt attempt = most is { } bound
            ? await leases.TryAcquireForCallAsync(resource, holder, bound, alive.IsAliveAsync, cancellation)
            : await leases.TryAcquireAsync(resource, holder, alive.IsAliveAsync, cancellation);
        return attempt.Lease.Holder == holder ? resource : throw Held(pool, attempt.Lease);
    }

    private static DrException Held(GlusterPool pool, Lease lease)
    {
        (string what, Advice advice) = lease.EndsAt is { } end
            ? ($"'{lease.Holder}' has been cleaning up pool {pool} after the removal of a session", new Advice($"Wait until it has ended, at the latest at {end:u}."))
            : ($"Operation '{lease.Holder}' has been setting up a session in pool {pool}", LeaseHolder.Advice(lease.Holder));
        return new(new Error(ErrorCodes.LeaseHeld, ErrorClass.Permanent, $"{what} since {lease.AcquiredAt:u}.", pool.ToString()).Advise(advice));
    }
}
