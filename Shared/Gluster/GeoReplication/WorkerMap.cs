using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>The rows of a status, grouped by the subvolumes of their bricks.</summary>
internal sealed class WorkerMap
{
    public WorkerMap(GeoRepStatus status, GlusterVolume volume)
    {
        List<string> problems = [];
        List<string> missing = [];
        List<SubvolumeWorkers> subvolumes = [];
        HashSet<GeoRepWorker> known = new(ReferenceEqualityComparer.Instance);
        foreach (IReadOnlyList<GlusterVolume.Brick> bricks in volume.Subvolumes)
        {
            List<GeoRepWorker> workers = [];
            foreach (GlusterVolume.Brick brick in bricks)
            {
                List<GeoRepWorker> rows = [.. status.Workers.Where(w => IsOf(w, brick))];
                known.UnionWith(rows);
                workers.AddRange(rows);
                if (rows.Count == 0)
                {
                    missing.Add($"no row for {brick.Host}:{brick.Path}: its node does not answer");
                }
                else if (rows.Count > 1)
                {
                    problems.Add($"{rows.Count} rows for {brick.Host}:{brick.Path}");
                }
            }

            subvolumes.Add(new SubvolumeWorkers($"subvolume {subvolumes.Count}", workers));
        }

        if (subvolumes.Count == 0)
        {
            problems.Add($"the volume {volume.Name} has no bricks");
        }

        problems.AddRange(status.Workers.Where(w => !known.Contains(w)).Select(w =>
            $"{w.Node}:{w.Brick} is not a brick of {volume.Name}: its bricks have changed"));
        (Subvolumes, Problems, Missing) = (subvolumes, problems, missing);
    }

    /// <summary>The subvolumes, in the volume's order.</summary>
    public IReadOnlyList<SubvolumeWorkers> Subvolumes { get; }

    /// <summary>Where the status and the volume contradict each other.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Bricks without a row.</summary>
    public IReadOnlyList<string> Missing { get; }

    // By UUID where both have one: a node may have several names.
    public static bool IsOf(GeoRepWorker worker, GlusterVolume.Brick brick) =>
        worker.Brick == brick.Path
        && (worker.NodeId.Length > 0 && brick.NodeId.Length > 0
            ? string.Equals(worker.NodeId, brick.NodeId, StringComparison.OrdinalIgnoreCase)
            : string.Equals(worker.Node, brick.Host, StringComparison.OrdinalIgnoreCase));
}
