using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Sessions;

/// <summary>Who uses a session: the policies whose destination it leads to, and the run or operation that is at work on it.</summary>
public sealed class SessionUse(
    PolicyStore policies, RunStore runs, LeaseStore leases, IOrchestrationClient client, PoolFinder pools, GlusterClient gluster)
{
    /// <summary>The stored policies that carry through this session.</summary>
    public async Task<IReadOnlyList<Policy>> PoliciesAsync(GeoRepSession session, CancellationToken cancellation) =>
        [.. (await policies.ListAsync(cancellation)).Where(p => Uses(p, session))];

    /// <summary>The lease of whoever is at work on the session of this pool; null: nobody is.</summary>
    public Task<Lease?> HolderAsync(SessionAddress address, CancellationToken cancellation) =>
        HolderAsync(address.Session, node => IsOfPoolAsync(address, node, cancellation), cancellation);

    /// <summary>The same, with an operation told by the session's name alone: that of another pool may go by the same.</summary>
    public Task<Lease?> HolderAsync(GeoRepSession session, CancellationToken cancellation) =>
        HolderAsync(session, _ => Task.FromResult(true), cancellation);

    private async Task<Lease?> HolderAsync(GeoRepSession session, Func<string, Task<bool>> isOfPool, CancellationToken cancellation)
    {
        RunLeases alive = new(leases, client);
        foreach (Lease lease in await leases.ListAsync(cancellation))
        {
            if (await IsOfAsync(lease, session, isOfPool, cancellation) && await alive.IsAliveAsync(lease.Holder))
            {
                return lease;
            }
        }

        return null;
    }

    // An operation holds the session itself. A run goes by the policy that it began with; whose policy is not known any more may hold
    // any session of its volume.
    private async Task<bool> IsOfAsync(Lease lease, GeoRepSession session, Func<string, Task<bool>> isOfPool, CancellationToken cancellation)
    {
        if (!RunId.TryParse(lease.Holder, out string name))
        {
            return LeaseStore.IsSession(lease.Resource, session, out string node) && await isOfPool(node);
        }

        return await PolicyAsync(lease.Holder, name, cancellation) is { } policy
            ? Uses(policy, session)
            : lease.Resource.EndsWith($":{session.PrimaryVolume}", StringComparison.Ordinal);
    }

    // A pool that has grown since may have another least node.
    private async Task<bool> IsOfPoolAsync(SessionAddress address, string node, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        return (await gluster.GetPeersAsync(pool, cancellation)).Any(p => string.Equals(p.NodeId, node, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<Policy?> PolicyAsync(string runId, string name, CancellationToken cancellation) =>
        await runs.FindPolicyAsync(runId, cancellation) ?? await policies.FindAsync(name, cancellation);

    private static bool Uses(Policy policy, GeoRepSession session) =>
        policy.Destinations.Any(d => GeoRepXml.Same(d.Session(policy.PrimaryOf(d)), session));
}
