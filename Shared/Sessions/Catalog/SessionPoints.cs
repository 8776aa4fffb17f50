using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>The recovery points that the secondary of a session holds for its policies.</summary>
public sealed class SessionPoints(SessionUse use, RecoveryPointStore points)
{
    /// <summary>
    /// Marks them as gone for a run, to be called before it lets the session run: its policy's own, and those of any other policy whose
    /// copy goes the same way.
    /// </summary>
    public async Task SupersedeAsync(Policy policy, Destination destination, string by, CancellationToken cancellation)
    {
        await points.SupersedeAsync(policy.Name, destination.Name, by, cancellation);
        GeoRepSession session = destination.Session(policy.PrimaryOf(destination));
        // By name alone a session of another pool may look the same.
        foreach (Policy other in (await use.PoliciesAsync(session, cancellation)).Where(p => p.Name != policy.Name && ShareNode(p, policy)))
        {
            foreach (Destination same in other.Destinations.Where(d => d.Session(other.PrimaryOf(d)).IsSameAs(session)))
            {
                await points.SupersedeAsync(other.Name, same.Name, by, cancellation);
            }
        }
    }

    /// <summary>
    /// Marks them as gone. What the secondary held is half-copied as soon as the session runs; outside a run nothing freezes the images
    /// first. To be called before it is started or resumed.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="by">What begins to change the secondary, as it is shown.</param>
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
