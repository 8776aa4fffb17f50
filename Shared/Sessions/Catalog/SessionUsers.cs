using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Ids;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Who used sessions at the time of one look: see <see cref="SessionUse"/>.</summary>
/// <param name="Policies">The stored policies.</param>
/// <param name="Leases">The leases of live runs and operations, each with the policy that its run began with; null: none, or not known any more.</param>
public sealed record SessionUsers(IReadOnlyList<Policy> Policies, IReadOnlyList<(Lease Lease, Policy? Policy)> Leases)
{
    /// <summary>The stored policies that carry through this session.</summary>
    public IReadOnlyList<Policy> PoliciesOf(GeoRepSession session) => [.. Policies.Where(p => Uses(p, session))];

    /// <summary>
    /// The leases of the live runs and operations that this session belongs to. An operation is told by the session's name alone: that of
    /// another pool may go by the same.
    /// </summary>
    public IEnumerable<Lease> HoldersOf(GeoRepSession session) => Leases.Where(l => IsOf(l.Lease, l.Policy, session)).Select(l => l.Lease);

    // An operation holds the session itself. Whose run's policy is not known any more may hold any session of its volume.
    private static bool IsOf(Lease lease, Policy? policy, GeoRepSession session) =>
        !RunId.TryParse(lease.Holder, out _) ? LeaseStore.IsSession(lease.Resource, session, out _)
        : policy is not null ? Uses(policy, session)
        : lease.Resource.EndsWith($":{session.PrimaryVolume}", StringComparison.Ordinal);

    private static bool Uses(Policy policy, GeoRepSession session) =>
        policy.Destinations.Any(d => d.Session(policy.PrimaryOf(d)).IsSameAs(session));
}
