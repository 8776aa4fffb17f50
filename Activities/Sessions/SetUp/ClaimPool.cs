using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.SetUp;

namespace GlusterDr.Activities.Sessions.SetUp;

/// <summary>
/// Sees to it that nobody else sets up a session at the secondary pool: what one adds there another may find and rely on, and then
/// the first takes it back. Nor is anybody at work on the primary volume: see <see cref="SetUpLease"/>.
/// </summary>
public sealed class ClaimPool(PoolFinder pools, PoolLeases leases, SiteLeases sites) : Activity<ClaimPool.Input, string>
{
    /// <summary>The wish of an operation to be alone at a secondary pool.</summary>
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
