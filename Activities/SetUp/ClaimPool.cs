using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster;
using GlusterDr.Leases;
using GlusterDr.Runs;
using GlusterDr.Sessions;

namespace GlusterDr.Activities.SetUp;

/// <summary>
/// Sees to it that nobody else sets up a session at the secondary pool: what one adds there another may find and rely on, and then
/// the first takes it back.
/// </summary>
public sealed class ClaimPool(PoolFinder pools, GlusterClient gluster, LeaseStore leases, IOrchestrationClient client) : Activity<SetUpClaim, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, SetUpClaim input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GlusterPool pool = await pools.FindAsync(input.Request.SecondaryAddress ?? input.Request.Session.SecondaryHost, cancellation);
        string resource = LeaseStore.Pool((await gluster.GetPeersAsync(pool, cancellation)).Select(p => p.NodeId));
        RunLeases alive = new(leases, client);
        LeaseAttempt attempt = await leases.TryAcquireAsync(resource, input.OperationId, alive.IsAliveAsync, cancellation);
        return attempt.Lease.Holder == input.OperationId ? resource : throw new DrException(new Error(
            ErrorCodes.LeaseHeld,
            ErrorClass.Permanent,
            $"Operation '{attempt.Lease.Holder}' sets up a session at the pool {pool} since {attempt.Lease.AcquiredAt:u}.",
            pool.ToString(),
            Advice: LeaseHolder.Advice(attempt.Lease.Holder)));
    }
}
