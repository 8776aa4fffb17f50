using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Sessions;

namespace GlusterDr.Activities.SetUp;

/// <summary>
/// Sees to it that nobody else sets up a session at the secondary pool: what one adds there another may find and rely on, and then
/// the first takes it back.
/// </summary>
public sealed class ClaimPool(PoolFinder pools, PoolLeases leases) : Activity<SetUpClaim, string>
{
    /// <inheritdoc/>
    public override async Task<string> RunAsync(ActivityContext context, SetUpClaim input)
    {
        GlusterPool pool = await pools.FindAsync(input.Request.SecondaryAddress ?? input.Request.Session.SecondaryHost, context.CancellationToken);
        return await leases.TakeAsync(pool, input.OperationId, context.CancellationToken);
    }
}
