using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Sessions.Origins;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Who else writes to the secondary volume of a session that was removed.</summary>
/// <param name="Certain">Primaries that certainly do; empty: none is known.</param>
/// <param name="Doubtful">Traces of primaries, not all of which could be queried.</param>
/// <param name="Gaps">What could not be determined, and why.</param>
public sealed record SecondaryWriters(IReadOnlyList<string> Certain, IReadOnlyList<string> Doubtful, IReadOnlyList<string> Gaps)
{
    /// <summary>Whether the volume must remain read-only, because it can have another primary.</summary>
    public bool MayBe => Certain.Count > 0 || Doubtful.Count > 0;

    /// <summary>Decides by the sessions that the primary pool lists, and by the traces at the secondary.</summary>
    /// <param name="primary">The primary volume of the removed session.</param>
    /// <param name="listed">The sessions of its pool that replicate to the secondary volume.</param>
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

    // Its pool lists no session of this volume any more: traces of it are left from the removed session.
    private static bool IsRemoved(Origin origin, GlusterVolume primary) => !origin.IsConfirmed
        && (origin.PrimaryVolumeId is { } id
            ? string.Equals(id, primary.Id, StringComparison.OrdinalIgnoreCase)
            : origin.PrimaryVolume == primary.Name
                && origin.Nodes.All(n => primary.Bricks.Any(b => string.Equals(b.Host, n, StringComparison.OrdinalIgnoreCase))));
}
