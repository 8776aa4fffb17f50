using GlusterDr.Policies;
using GlusterDr.RecoveryPoints;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Diagnosis;

/// <summary>Finds until when the changes of a session are verified, by the recovery points of policies.</summary>
public sealed class LastVerified(PolicyStore policies, RecoveryPointStore points)
{
    /// <summary>The checkpoint of the last recovery point that was made through this session; null: none.</summary>
    public async Task<DateTimeOffset?> FindAsync(GeoRepSession session, CancellationToken cancellation)
    {
        DateTimeOffset? last = null;
        foreach (Policy policy in await policies.ListAsync(cancellation))
        {
            foreach (Destination destination in policy.Destinations.Where(d => d.Session(policy.PrimaryOf(d)).IsSameAs(session)))
            {
                IReadOnlyList<RecoveryPoint> all = await points.ListAsync(policy.Name, cancellation);
                RecoveryPoint? point = all.LastOrDefault(p => p.Destination == destination.Name
                    && p.PrimaryVolume == policy.UnlessOwn(session.PrimaryVolume)
                    && p.Location == $"{destination.Site.Name}/{destination.Volume}");
                last = point is not null && !(point.Checkpoint < last) ? point.Checkpoint : last;
            }
        }

        return last;
    }
}
