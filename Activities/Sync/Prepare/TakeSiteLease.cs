using GlusterDr.Durable;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Activities.Sync.Prepare;

/// <summary>
/// Takes the lease of the run's volumes at their site, so that no control plane with another store works on them. Returns the holders
/// from which it was taken over, in words; empty: none.
/// </summary>
public sealed class TakeSiteLease(RunAccess access, SiteLeases sites, LeaseStore leases, IOrchestrationClient client)
    : Activity<RunStep, IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> RunAsync(ActivityContext context, RunStep input)
    {
        Policy policy = await access.PolicyAsync(input.RunId, context.CancellationToken);
        IReadOnlyList<SiteLease> overtaken = await sites.TakeAsync(
            new GlusterPool(policy.Site.GlusterNodes()), policy.Volumes, input.RunId, new RunLeases(leases, client).IsAliveAsync, context.CancellationToken);
        return [.. overtaken.Select(o => $"{LeaseHolder.Name(o.Holder)} of the control plane on host '{o.Host}' (data directory {o.Plane})")];
    }
}
