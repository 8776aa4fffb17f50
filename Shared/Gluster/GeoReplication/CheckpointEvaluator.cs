using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;

namespace GlusterDr.Gluster.GeoReplication;

/// <summary>
/// Decides whether a checkpoint is complete. It is complete when every subvolume has an Active worker, each Active worker reports
/// this very checkpoint as completed and counts no failures, and no worker is Faulty. Missing information never counts as
/// complete.
/// </summary>
public static class CheckpointEvaluator
{
    /// <summary>Evaluates one status.</summary>
    /// <param name="status">The session's status.</param>
    /// <param name="volume">The primary volume, for its subvolumes.</param>
    /// <param name="session">The session to evaluate.</param>
    /// <param name="checkpoint">The time that was read back when the checkpoint was set.</param>
    public static CheckpointVerdict Evaluate(
        GeoRepStatus status, GlusterVolume volume, GeoRepSession session, DateTimeOffset checkpoint)
    {
        if (!status.Session.IsSameAs(session) || volume.Name != session.PrimaryVolume)
        {
            return new CheckpointVerdict(
                CheckpointState.NotActive, [$"the status is about {status.Session} on {volume.Name}, not about {session}"], []);
        }

        List<Finding> findings = [.. status.Workers.SelectMany(Worker)];
        WorkerMap map = new(status, volume);
        findings.AddRange(map.Problems.Select(p => new Finding(CheckpointState.NotActive, p)));
        foreach (SubvolumeWorkers subvolume in map.Subvolumes)
        {
            findings.AddRange(Subvolume(subvolume, checkpoint));
        }

        return Sum(findings, [.. map.Missing, .. map.Subvolumes.Where(s => s.Active.Count > 1).Select(TwoActive)]);
    }

    // The most serious finding decides the state; the reasons of all are reported.
    private static CheckpointVerdict Sum(List<Finding> findings, IReadOnlyList<string> warnings)
    {
        CheckpointState state = findings.Count == 0 ? CheckpointState.Complete : findings.MaxBy(f => Gravity(f.State))!.State;
        return new CheckpointVerdict(state, [.. findings.Select(f => f.Reason)], warnings);
    }

    private static int Gravity(CheckpointState state) => state switch
    {
        CheckpointState.Failures => 4,
        CheckpointState.Faulty => 3,
        CheckpointState.NotActive => 2,
        CheckpointState.Waiting => 1,
        _ => 0,
    };

    private static IEnumerable<Finding> Worker(GeoRepWorker worker)
    {
        if (worker.State == GeoRepWorkerState.Faulty)
        {
            yield return new Finding(CheckpointState.Faulty, $"{worker.Node}:{worker.Brick} is Faulty");
        }

        if (worker.Failures > 0)
        {
            yield return new Finding(CheckpointState.Failures, $"{worker.Node}:{worker.Brick} counts {worker.Failures} failures");
        }
    }

    private static IEnumerable<Finding> Subvolume(SubvolumeWorkers subvolume, DateTimeOffset checkpoint)
    {
        if (subvolume.Active.Count == 0)
        {
            yield return new Finding(CheckpointState.NotActive, $"{subvolume.Name} has no Active worker ({Rows(subvolume)})");
        }

        foreach (GeoRepWorker worker in subvolume.Active)
        {
            if (NotYet(worker, checkpoint) is { } reason)
            {
                yield return new Finding(CheckpointState.Waiting, $"{subvolume.Name}, {worker.Node}:{worker.Brick}: {reason}");
            }
        }
    }

    private static string Rows(SubvolumeWorkers subvolume) => subvolume.Workers.Count > 0
        ? string.Join(", ", subvolume.Workers.Select(w => $"{w.Node}:{w.Brick} {w.State}"))
        : "no rows";

    // Observed with several bricks of a subvolume on one node and no meta volume: the work is done twice, and conflicts arise.
    private static string TwoActive(SubvolumeWorkers subvolume) =>
        $"{subvolume.Name} has {subvolume.Active.Count} Active workers: set use_meta_volume for the session";

    private static string? NotYet(GeoRepWorker worker, DateTimeOffset checkpoint) => worker switch
    {
        { CheckpointTime: null } => "knows of no checkpoint yet",
        { CheckpointTime: { } time } when time.ToUnixTimeSeconds() != checkpoint.ToUnixTimeSeconds() =>
            $"still reports the checkpoint of {time:u}, not of {checkpoint:u}",
        { CheckpointCompleted: not true } => $"has not reached the checkpoint; {Synced(worker)}",
        { Failures: null } => "does not count failures yet",
        _ => null,
    };

    // During its first crawl a worker has no such time until something has arrived.
    private static string Synced(GeoRepWorker worker) =>
        worker.LastSynced is { } until ? $"synced until {until:u}" : "nothing is synced yet";

    private sealed record Finding(CheckpointState State, string Reason);
}
