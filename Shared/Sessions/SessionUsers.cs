using GlusterDr.Gluster;
using GlusterDr.Leases;
using GlusterDr.Policies;

namespace GlusterDr.Sessions;

/// <summary>Who used sessions at the time of one look: see <see cref="SessionUse"/>.</summary>
/// <param name="Policies">The stored policies.</param>
/// <param name="Leases">The leases of live runs, each with the policy that its run began with; null: not known any more.</param>
public sealed record SessionUsers(IReadOnlyList<Policy> Policies, IReadOnlyList<(Lease Lease, Policy? Policy)> Leases)
{
    /// <summary>The stored policies that carry through this session.</summary>
    public IReadOnlyList<Policy> PoliciesOf(GeoRepSession session) => [.. Policies.Where(p => Uses(p, session))];

    /// <summary>The lease of the live run that this session belongs to; null: none is at work on it.</summary>
    public Lease? HolderOf(GeoRepSession session) => Leases.FirstOrDefault(l => IsOf(l.Lease, l.Policy, session)).Lease;

    // Whose policy is not known any more may hold any session of its volume.
    private static bool IsOf(Lease lease, Policy? policy, GeoRepSession session) => policy is not null
        ? Uses(policy, session)
        : lease.Resource.EndsWith($":{session.PrimaryVolume}", StringComparison.Ordinal);

    private static bool Uses(Policy policy, GeoRepSession session) =>
        policy.Destinations.Any(d => GeoRepXml.Same(d.Session(policy.PrimaryOf(d)), session));
}
