using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>The recovery points at the secondary of a session.</summary>
public sealed class SessionPoints(SessionUse use, RecoveryPointStore points)
{
    /// <summary>
    /// Marks the points of a policy as superseded, and those of other policies with the same session. A run calls it before it starts the
    /// session.
    /// </summary>
    public async Task SupersedeAsync(Policy policy, Destination destination, string by, CancellationToken cancellation)
    {
        await points.SupersedeAsync(policy.Name, destination.Name, by, cancellation);
        GeoRepSession session = destination.Session(policy.PrimaryOf(destination));
        // A session of another pool can have the same name.
        foreach (Policy other in (await use.PoliciesAsync(session, cancellation)).Where(p => p.Name != policy.Name && ShareNode(p, policy)))
        {
            foreach (Destination same in other.Destinations.Where(d => d.Session(other.PrimaryOf(d)).IsSameAs(session)))
            {
                await points.SupersedeAsync(other.Name, same.Name, by, cancellation);
            }
        }
    }

    /// <summary>
    /// Marks them as superseded. Call it before the session is started or resumed: as soon as it runs, the copy at the secondary is
    /// incomplete, and outside a run no snapshots are taken first.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="by">What changes the secondary from now on, in words for people.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task SupersedeAsync(GeoRepSession session, string by, CancellationToken cancellation)
    {
        foreach (Policy policy in await use.PoliciesAsync(session, cancellation))
        {
            foreach (Destination destination in policy.Destinations.Where(d => d.Session(policy.PrimaryOf(d)).IsSameAs(session)))
            {
                await points.SupersedeAsync(policy.Name, destination.Name, by, cancellation);
            }
        }
    }

    private static bool ShareNode(Policy one, Policy other) =>
        one.Site.GlusterHosts.Intersect(other.Site.GlusterHosts, StringComparer.OrdinalIgnoreCase).Any();
}
