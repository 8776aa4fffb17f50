using GlusterDr.Durable;
using GlusterDr.Gluster;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Runs;

namespace GlusterDr.Sessions;

/// <summary>Who uses a session: the policies whose destination it leads to, and the run that is at work on it.</summary>
public sealed class SessionUse(PolicyStore policies, RunStore runs, LeaseStore leases, IOrchestrationClient client)
{
    /// <summary>Who uses which session now: everything is read once, however many sessions there are.</summary>
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

    /// <summary>The stored policies that carry through this session.</summary>
    public async Task<IReadOnlyList<Policy>> PoliciesAsync(GeoRepSession session, CancellationToken cancellation) =>
        new SessionUsers(await policies.ListAsync(cancellation), []).PoliciesOf(session);

    /// <summary>The lease of the live run that this session belongs to; null: none is at work on it.</summary>
    public async Task<Lease?> HolderAsync(GeoRepSession session, CancellationToken cancellation) =>
        (await ReadAsync(cancellation)).HolderOf(session);

    // A run goes by the policy that it began with.
    private async Task<Policy?> PolicyAsync(string runId, IReadOnlyList<Policy> stored, CancellationToken cancellation) =>
        await runs.FindPolicyAsync(runId, cancellation)
            ?? (RunId.TryParse(runId, out string name) ? stored.FirstOrDefault(p => p.Name == name) : null);
}
