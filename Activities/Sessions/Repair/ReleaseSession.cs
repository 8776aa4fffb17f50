using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Leases;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Releases the leases of a session.</summary>
public sealed class ReleaseSession(LeaseStore leases, SiteLeases sites, PoolFinder pools) : Activity<string, bool>
{
    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, string input)
    {
        if (await sites.FindHostAsync(input, context.CancellationToken) is { } host)
        {
            await sites.ReleaseAsync(await pools.FindAsync(host, context.CancellationToken), input, context.CancellationToken);
        }

        await leases.ReleaseAllAsync(input, context.CancellationToken);
        return true;
    }
}
