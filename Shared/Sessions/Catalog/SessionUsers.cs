using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Who used which session at one time: see <see cref="SessionUse"/>.</summary>
/// <param name="Policies">The stored policies.</param>
/// <param name="Leases">The leases of live runs and operations, each with the policy of its run as it was at the start; null: none, or no longer known.</param>
public sealed record SessionUsers(IReadOnlyList<Policy> Policies, IReadOnlyList<(Lease Lease, Policy? Policy)> Leases)
{
    /// <summary>The stored policies that use this session.</summary>
    public IReadOnlyList<Policy> PoliciesOf(GeoRepSession session) => [.. Policies.Where(p => Uses(p, session))];

    /// <summary>
    /// The leases of the live runs and operations that use this session. Of an operation only the name of the session is known, which a
    /// session of another pool can have too.
    /// </summary>
    public IEnumerable<Lease> HoldersOf(GeoRepSession session) => Leases.Where(l => IsOf(l.Lease, l.Policy, session)).Select(l => l.Lease);

    // An operation holds the session itself. A run whose policy is no longer known can hold any session of its volume.
    private static bool IsOf(Lease lease, Policy? policy, GeoRepSession session) =>
        !RunId.TryParse(lease.Holder, out _) ? LeaseStore.IsSession(lease.Resource, session, out _)
        : policy is not null ? Uses(policy, session)
        : lease.Resource.EndsWith($":{session.PrimaryVolume}", StringComparison.Ordinal);

    private static bool Uses(Policy policy, GeoRepSession session) =>
        policy.Destinations.Any(d => d.Session(policy.PrimaryOf(d)).IsSameAs(session));
}
