using GlusterDr.Durable;
using GlusterDr.Errors;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Leases;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Leases;
using GlusterDr.Replication;
using GlusterDr.Runs;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Activities.Sessions.Repair;

/// <summary>Takes the leases of a session and of the volumes of its policies, so that no run uses the session meanwhile.</summary>
public sealed class ClaimSession(SessionAccess access, GlusterClient gluster, SessionUse use, LeaseStore leases, SiteLeases sites, IOrchestrationClient client)
    : Activity<ClaimSession.Input, bool>
{
    /// <summary>The input.</summary>
    /// <param name="OperationId">The operation.</param>
    /// <param name="Step">The session.</param>
    public sealed record Input(string OperationId, RepairStep Step);

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(ActivityContext context, Input input)
    {
        CancellationToken cancellation = context.CancellationToken;
        GeoRepSession session = input.Step.Address.Session;
        GlusterPool pool = await access.PrimaryAsync(input.Step, cancellation);
        IEnumerable<string> nodes = (await gluster.GetPeersAsync(pool, cancellation)).Select(p => p.NodeId);
        IEnumerable<string> volumes = (await use.PoliciesAsync(session, cancellation))
            .Select(p => LeaseStore.StorageDomain(p.Site.Name, session.PrimaryVolume)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        RunLeases alive = new(leases, client);
        foreach (string resource in volumes.Append(LeaseStore.Session(nodes, session)))
        {
            LeaseStore.Attempt attempt = await leases.TryAcquireAsync(resource, input.OperationId, alive.IsAliveAsync, cancellation);
            if (attempt.Lease.Holder != input.OperationId)
            {
                await leases.ReleaseAllAsync(input.OperationId, cancellation);
                throw Held(input.Step.Address, attempt.Lease);
            }
        }

        // A run whose policy no longer has this session still holds it.
        if (await use.HolderAsync(input.Step.Address, cancellation) is { } other && other.Holder != input.OperationId)
        {
            await leases.ReleaseAllAsync(input.OperationId, cancellation);
            throw Held(input.Step.Address, other);
        }

        await ClaimSiteAsync(pool, input, alive, cancellation);
        return true;
    }

    /// <summary>Takes the lease at the site, against runs of other control planes.</summary>
    private async Task ClaimSiteAsync(GlusterPool pool, Input input, RunLeases alive, CancellationToken cancellation)
    {
        try
        {
            await sites.TakeAsync(pool, [input.Step.Address.Session.PrimaryVolume], input.OperationId, alive.IsAliveAsync, cancellation);
        }
        catch (DrException)
        {
            await leases.ReleaseAllAsync(input.OperationId, cancellation);
            throw;
        }
    }

    private static DrException Held(SessionAddress address, Lease lease) => new(new Error(
        ErrorCodes.LeaseHeld,
        ErrorClass.Permanent,
        $"Refused: {LeaseHolder.Name(lease.Holder)} has been using the session since {lease.AcquiredAt:u}.",
        address.ToString()).Advise(LeaseHolder.Advice(lease.Holder)));
}
