using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Sessions;

/// <summary>Who uses a session: the policies whose destination it leads to, and the run that is at work on it.</summary>
public sealed class SessionUse(PolicyStore policies, RunStore runs, LeaseStore leases, IOrchestrationClient client)
{
    /// <summary>The stored policies that carry through this session.</summary>
    public async Task<IReadOnlyList<Policy>> PoliciesAsync(GeoRepSession session, CancellationToken cancellation) =>
        [.. (await policies.ListAsync(cancellation)).Where(p => Uses(p, session))];

    /// <summary>The lease of the live run that this session belongs to; null: none is at work on it.</summary>
    public async Task<Lease?> HolderAsync(GeoRepSession session, CancellationToken cancellation)
    {
        RunLeases alive = new(leases, client);
        foreach (Lease lease in await leases.ListAsync(cancellation))
        {
            if (await IsOfAsync(lease, session, cancellation) && await alive.IsAliveAsync(lease.Holder))
            {
                return lease;
            }
        }

        return null;
    }

    // A run goes by the policy that it began with. Whose policy is not known any more may hold any session of its volume.
    private async Task<bool> IsOfAsync(Lease lease, GeoRepSession session, CancellationToken cancellation) =>
        await PolicyAsync(lease.Holder, cancellation) is { } policy
            ? Uses(policy, session)
            : lease.Resource.EndsWith($":{session.PrimaryVolume}", StringComparison.Ordinal);

    private async Task<Policy?> PolicyAsync(string runId, CancellationToken cancellation) =>
        await runs.FindPolicyAsync(runId, cancellation)
            ?? (RunId.TryParse(runId, out string name) ? await policies.FindAsync(name, cancellation) : null);

    private static bool Uses(Policy policy, GeoRepSession session) =>
        policy.Destinations.Any(d => GeoRepXml.Same(d.Session(policy.PrimaryOf(d)), session));
}
