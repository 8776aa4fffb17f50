using GlusterDr.Durable;
using GlusterDr.Gluster.Cli;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Runs;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Who uses a session: the policies of which it is a destination, and the run or operation that holds its lease.</summary>
public sealed class SessionUse(
    PolicyStore policies, RunStore runs, LeaseStore leases, IOrchestrationClient client, PoolFinder pools, GlusterClient gluster)
{
    /// <summary>Who uses which session now. The store is read once, for any number of sessions.</summary>
    public async Task<SessionUsers> ReadAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Policy> stored = await policies.ListAsync(cancellation);
        RunLeases alive = new(leases, client);
        List<(Lease, Policy?)> live = [];
        foreach (IGrouping<string, Lease> held in (await leases.ListAsync(cancellation)).GroupBy(l => l.Holder, StringComparer.Ordinal))
        {
            if (await alive.IsAliveAsync(held.Key))
            {
                Policy? policy = await PolicyAsync(held.Key, stored, cancellation);
                live.AddRange(held.Select(l => (l, policy)));
            }
        }

        return new(stored, live);
    }

    /// <summary>The stored policies that use this session.</summary>
    public async Task<IReadOnlyList<Policy>> PoliciesAsync(GeoRepSession session, CancellationToken cancellation) =>
        new SessionUsers(await policies.ListAsync(cancellation), []).PoliciesOf(session);

    /// <summary>The lease of the run or operation that uses the session of this pool; null: none.</summary>
    public async Task<Lease?> HolderAsync(SessionAddress address, CancellationToken cancellation)
    {
        foreach (Lease lease in (await ReadAsync(cancellation)).HoldersOf(address.Session))
        {
            if (!LeaseStore.IsSession(lease.Resource, address.Session, out string node) || await IsOfPoolAsync(address, node, cancellation))
            {
                return lease;
            }
        }

        return null;
    }

    // The lease is named by the smallest node UUID, which can change when the pool grows.
    private async Task<bool> IsOfPoolAsync(SessionAddress address, string node, CancellationToken cancellation)
    {
        GlusterPool pool = await pools.FindAsync(address.Host, cancellation);
        return (await gluster.GetPeersAsync(pool, cancellation)).Any(p => string.Equals(p.NodeId, node, StringComparison.OrdinalIgnoreCase));
    }

    // A run uses the policy as it was at its start.
    private async Task<Policy?> PolicyAsync(string runId, IReadOnlyList<Policy> stored, CancellationToken cancellation) =>
        RunId.TryParse(runId, out string name)
            ? await runs.FindPolicyAsync(runId, cancellation) ?? stored.FirstOrDefault(p => p.Name == name)
            : null;
}
