using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.GeoReplication;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>Combines, for each brick of the primary volume, the status with the processes of the nodes.</summary>
internal static class SessionBricks
{
    /// <summary>In the order of the volume; rows of other bricks come last. Nodes have the names that the volume uses: the name in a row is the host's own, which may resolve nowhere else.</summary>
    public static IReadOnlyList<SessionBrick> Of(GeoRepStatus status, GlusterVolume volume, IReadOnlyDictionary<string, IReadOnlyList<WorkerProcess>> processes)
    {
        List<SessionBrick> bricks = [];
        HashSet<GeoRepWorker> known = new(ReferenceEqualityComparer.Instance);
        foreach ((int subvolume, GlusterVolume.Brick brick) in volume.Subvolumes.Index().SelectMany(s => s.Item.Select(b => (s.Index, b))))
        {
            string node = volume.HostOf(brick);
            List<GeoRepWorker> rows = [.. status.Workers.Where(w => WorkerMap.IsOf(w, brick))];
            known.UnionWith(rows);
            bricks.AddRange(rows.Count == 0
                ? [new SessionBrick { Subvolume = subvolume, Node = node, Brick = brick.Path }]
                : rows.Select(r => Of(r, node, subvolume, Find(status.Session, r, processes))));
        }

        return [.. bricks, .. status.Workers.Where(w => !known.Contains(w)).Select(w => Of(w, w.Node, null, null))];
    }

    private static WorkerProcess? Find(GeoRepSession session, GeoRepWorker row, IReadOnlyDictionary<string, IReadOnlyList<WorkerProcess>> processes) =>
        processes.GetValueOrDefault(NodeProcesses.KeyOf(row))?.FirstOrDefault(p =>
            p.Brick == row.Brick && p.Volume == session.PrimaryVolume && string.Equals(p.Secondary, session.SecondaryUrl, StringComparison.OrdinalIgnoreCase));

    private static SessionBrick Of(GeoRepWorker row, string node, int? subvolume, WorkerProcess? process) => new()
    {
        Subvolume = subvolume,
        Node = node,
        Brick = row.Brick,
        State = row.State,
        Crawl = row.CrawlStatus,
        SecondaryNode = row.SecondaryNode.Length > 0 ? row.SecondaryNode : process?.SecondaryNode,
        StartedAt = process?.StartedAt,
        Uptime = process?.Uptime,
        Entry = row.Entry,
        Data = row.Data,
        Meta = row.Meta,
        Failures = row.Failures,
        LastSynced = row.LastSynced,
        CheckpointTime = row.CheckpointTime,
        CheckpointCompleted = row.CheckpointCompleted,
        CheckpointCompletionTime = row.CheckpointCompletionTime,
    };
}
