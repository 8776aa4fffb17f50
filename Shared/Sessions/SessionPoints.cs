using GlusterDr.Gluster;
using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;

namespace GlusterDr.Sessions;

/// <summary>The recovery points that the secondary of a session holds for its policies.</summary>
public sealed class SessionPoints(SessionUse use, RecoveryPointStore points)
{
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
}
