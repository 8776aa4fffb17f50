using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Origins;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Who else writes to the secondary volume of a session that was removed.</summary>
/// <param name="Certain">Who surely does; empty: nobody is known.</param>
/// <param name="Doubtful">Traces of primaries that could not all be asked.</param>
/// <param name="Gaps">What could not be found out, and why.</param>
public sealed record SecondaryWriters(IReadOnlyList<string> Certain, IReadOnlyList<string> Doubtful, IReadOnlyList<string> Gaps)
{
    /// <summary>Whether the volume must stay as geo-replication needs it.</summary>
    public bool MayBe => Certain.Count > 0 || Doubtful.Count > 0;

    /// <summary>Tells from what the primary pool lists, and from what the secondary itself shows.</summary>
    /// <param name="primary">The primary volume of the removed session.</param>
    /// <param name="listed">The sessions of its pool that lead to the secondary volume.</param>
    /// <param name="report">Of whom the secondary volume is the copy.</param>
    public static SecondaryWriters Of(GlusterVolume primary, IReadOnlyList<GeoRepStatus> listed, OriginReport report)
    {
        Origin[] others = [.. report.Origins.Where(o => !IsRemoved(o, primary))];
        Origin[] surely = [.. others.Where(o => o.IsLive || o.IsConfirmed)];
        IEnumerable<string> near = listed.Where(s => !surely.Any(o => o.PrimaryVolume == s.Session.PrimaryVolume)).Select(s => $"the primary pool has the session {s.Session}");
        return new(
            [.. near, .. surely.Select(o => $"volume {o.PrimaryVolume} on {string.Join(", ", o.Nodes)}: {string.Join("; ", o.Certain)}")],
            report.Gaps.Count == 0 ? [] : [.. others.Except(surely).SelectMany(o => o.Inferred)],
            report.Gaps);
    }

    // Its pool has just said that it lists none of this volume: what is still seen of it is on its way out.
    private static bool IsRemoved(Origin origin, GlusterVolume primary) => !origin.IsConfirmed
        && (origin.PrimaryVolumeId is { } id
            ? string.Equals(id, primary.Id, StringComparison.OrdinalIgnoreCase)
            : origin.PrimaryVolume == primary.Name
                && origin.Nodes.All(n => primary.Bricks.Any(b => string.Equals(b.Host, n, StringComparison.OrdinalIgnoreCase))));
}
