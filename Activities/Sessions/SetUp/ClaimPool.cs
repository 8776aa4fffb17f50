using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Takes the lease of the secondary pool, so that only one session is set up there at a time: another operation could rely on what
/// this one adds and then rolls back. Verifies too that the primary volume is not in use: see <see cref="SetUpLease"/>.
/// </summary>
public sealed class ClaimPool(PoolFinder pools, PoolLeases leases, SiteLeases sites) : Activity<ClaimPool.Input, string>
{
    /// <summary>The input: the operation and its request.</summary>
    public sealed record Input(string OperationId, SetUpRequest Request);

    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, Input input)
    {
        SetUpRequest request = input.Request;
        await sites.RequireFreeAsync(await pools.FindAsync(request.Host, context.CancellationToken), request.Session.PrimaryVolume, context.CancellationToken);
        GlusterPool pool = await pools.FindAsync(request.SecondaryAddress ?? request.Session.SecondaryHost, context.CancellationToken);
        return await leases.TakeAsync(pool, input.OperationId, context.CancellationToken);
    }
}
