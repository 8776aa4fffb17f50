using GlusterDr.Policies;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Catalog;

/// <summary>
/// Determines the health of a session from one status or from two. An Active worker whose live feed is dead has the same status as
/// one on an idle volume. So a session of which no change was seen to arrive is <see cref="SessionGrade.Unproven"/>.
/// </summary>
public static class SessionHealthEvaluator
{
    private const string LiveFeed = "Changelog Crawl";

    /// <summary>Changes that were synced within this time are recent. A changelog rolls over every 15 s and is read every 5 s by default.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    /// <summary>For this time after the start of a worker, what it synced can come from its crawl of the history, and proves nothing about the live feed.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    /// <summary>Changes that are pending for this time, while nothing is synced, are overdue.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The health.</summary>
    /// <param name="bricks">The status.</param>
    /// <param name="lookedAt">When it was read, by the clock of GlusterDr; the clock of a node is preferred where it is known.</param>
    /// <param name="before">An earlier status; null: none.</param>
    public static SessionHealth Evaluate(IReadOnlyList<SessionBrick> bricks, DateTimeOffset lookedAt, SessionView? before = null)
    {
        List<Finding> findings = [.. bricks.SelectMany(Row)];
        GeoRepWorkerState?[] states = [.. bricks.Where(b => b.State is not null).Select(b => b.State).Distinct()];
        if (states.Length == 0)
        {
            findings.Add(new(SessionGrade.Unknown, "no node reports"));
        }
        else if (Still(states) is { } still)
        {
            findings.Add(new(still, StillFact(still)));
        }
        else
        {
            findings.AddRange(bricks.GroupBy(b => b.Subvolume).Where(s => s.Key is not null).SelectMany(s => Subvolume(s.Key!.Value, [.. s])));
            findings.AddRange(bricks.Where(b => b.IsActive).Select(b => Progress(b, lookedAt, before)).OfType<Finding>());
        }

        return Sum(findings, bricks, lookedAt);
    }

    private static IEnumerable<Finding> Row(SessionBrick brick)
    {
        string name = $"{brick.Node}:{brick.Brick}";
        if (brick.State is null)
        {
            yield return new(SessionGrade.Degraded, $"{name} has no row: its node does not report");
        }
        else if (brick.Subvolume is null)
        {
            yield return new(SessionGrade.Degraded, $"{name} is not a brick of the volume: its bricks have changed");
        }

        if (brick.State is GeoRepWorkerState.Faulty or GeoRepWorkerState.ConfigCorrupted)
        {
            yield return new(SessionGrade.Faulty, brick.State == GeoRepWorkerState.Faulty ? $"{name} is Faulty" : $"{name} cannot read its configuration");
        }
        else if (brick.State == GeoRepWorkerState.Unknown)
        {
            yield return new(SessionGrade.Unknown, $"{name} is in a state that is not known");
        }

        if (brick.Failures > 0)
        {
            yield return new(SessionGrade.Failing, $"{name} counts {brick.Failures} failures: files that it could not replicate");
        }
    }

    private static SessionGrade? Still(GeoRepWorkerState?[] states) => states switch
    {
        _ when states.All(s => s == GeoRepWorkerState.Created) => SessionGrade.Created,
        _ when states.All(s => s is GeoRepWorkerState.Created or GeoRepWorkerState.Stopped) => SessionGrade.Stopped,
        _ when states.All(s => s is GeoRepWorkerState.Paused or GeoRepWorkerState.Stopped or GeoRepWorkerState.Created) => SessionGrade.Paused,
        _ => null,
    };

    private static string StillFact(SessionGrade grade) => grade switch
    {
        SessionGrade.Created => "it was never started; nothing is replicated",
        SessionGrade.Stopped => "nothing is replicated; what is written waits in the changelog",
        _ => "nothing is replicated until it is resumed",
    };

    private static IEnumerable<Finding> Subvolume(int number, SessionBrick[] bricks)
    {
        int active = bricks.Count(b => b.IsActive);
        string states = string.Join(", ", bricks.Select(b => $"{b.Node}:{b.Brick} {b.State?.ToString() ?? "does not report"}"));
        if (active == 0)
        {
            bool connects = bricks.Any(b => b.State is GeoRepWorkerState.Initializing or GeoRepWorkerState.Started);
            yield return new(connects ? SessionGrade.Starting : SessionGrade.NotReplicating, $"subvolume {number} has no Active worker ({states})");
            yield break;
        }

        if (active > 1)
        {
            yield return new(SessionGrade.Degraded, $"subvolume {number} has {active} Active workers: set use-meta-volume");
        }

        foreach (SessionBrick brick in bricks.Where(b => b.State is GeoRepWorkerState.Stopped or GeoRepWorkerState.Created
            or GeoRepWorkerState.Paused or GeoRepWorkerState.Initializing or GeoRepWorkerState.Started))
        {
            yield return new(SessionGrade.Degraded, $"{brick.Node}:{brick.Brick} is {brick.State} while others replicate: no worker would take over there");
        }
    }

    private static Finding? Progress(SessionBrick brick, DateTimeOffset lookedAt, SessionView? before)
    {
        string name = $"{brick.Node}:{brick.Brick}";
        SessionBrick? earlier = before?.Bricks.FirstOrDefault(b => b.IsActive && b.Node == brick.Node && b.Brick == brick.Brick && SameProcess(b, brick));
        bool moved = earlier is not null && brick.LastSynced > earlier.LastSynced;
        if (brick.Pending > 0 && !moved && Waited(brick, lookedAt, earlier, before) is { } waited)
        {
            return new(SessionGrade.Stale, $"{name} has {brick.Pending} operations pending, and nothing was synced {waited}");
        }

        if (brick.Crawl != LiveFeed)
        {
            return new(SessionGrade.CatchingUp, $"{name} is at its {brick.Crawl ?? "first steps"}, synced until {Until(brick)}");
        }

        return IsAlive(brick, lookedAt, earlier, moved) ? null : new(SessionGrade.Unproven, Doubt(brick, name, lookedAt, earlier));
    }

    private static string? Waited(SessionBrick brick, DateTimeOffset lookedAt, SessionBrick? earlier, SessionView? before) => earlier switch
    {
        { Pending: > 0 } => $"between two readings {Units.Format(lookedAt - before!.LookedAt)} apart",
        _ when Age(brick, lookedAt) is { } age && age > Patience => $"for {Units.Format(age)}",
        _ => null,
    };

    private static bool IsAlive(SessionBrick brick, DateTimeOffset lookedAt, SessionBrick? earlier, bool moved) =>
        (moved && earlier!.Crawl == LiveFeed)
        || (brick.StartedAt is { } start && brick.LastSynced >= start + Settling && Age(brick, lookedAt) <= Fresh);

    private static string Doubt(SessionBrick brick, string name, DateTimeOffset lookedAt, SessionBrick? earlier) => brick.LastSynced is null
        ? $"{name} does not report what it has synced"
        : earlier is not null
            ? $"{name} synced nothing between two readings, and nothing is waiting: nothing was written, or its live feed is dead"
            : Age(brick, lookedAt) > Fresh
                ? $"{name} last synced {Units.Format(Age(brick, lookedAt)!.Value)} ago: nothing was written since, or its live feed is dead"
                : $"{name} has not received a change yet: {Started(brick)}";

    private static string Started(SessionBrick brick) =>
        brick.Uptime is { } uptime ? $"it runs for {Units.Format(uptime)}" : "when it started is not known";

    // By the clock of the node, if its process was read; the clock of GlusterDr can differ.
    private static TimeSpan? Age(SessionBrick brick, DateTimeOffset lookedAt)
    {
        DateTimeOffset now = brick is { StartedAt: { } start, Uptime: { } uptime } ? start + uptime : lookedAt;
        return brick.LastSynced is { } synced ? TimeSpan.FromSeconds(Math.Round(Math.Max(0, (now - synced).TotalSeconds))) : null;
    }

    private static bool SameProcess(SessionBrick one, SessionBrick other) => one.StartedAt is null || other.StartedAt is null
        ? one.StartedAt is null && other.StartedAt is null
        : (one.StartedAt.Value - other.StartedAt.Value).Duration() < TimeSpan.FromSeconds(2);

    private static SessionHealth Sum(List<Finding> findings, IReadOnlyList<SessionBrick> bricks, DateTimeOffset lookedAt)
    {
        if (findings.Count == 0)
        {
            TimeSpan behind = bricks.Where(b => b.IsActive).Max(b => Age(b, lookedAt)) ?? TimeSpan.Zero;
            return new(SessionGrade.Healthy, $"healthy: every subvolume is replicated, up to {Units.Format(behind)} ago", []);
        }

        SessionGrade grade = findings.FirstOrDefault(f => IsStill(f.Grade))?.Grade ?? findings.Max(f => f.Grade);
        List<string> decisive = [.. findings.Where(f => f.Grade == grade).Select(f => f.Reason)];
        string more = decisive.Count > 1 ? $" (and {decisive.Count - 1} more)" : "";
        string beside = IsStill(grade) && findings.Count > decisive.Count ? $"; {findings.First(f => f.Grade != grade).Reason}" : "";
        return new(grade, $"{Word(grade)}: {decisive[0]}{more}{beside}", [.. findings.OrderByDescending(f => f.Grade).Select(f => f.Reason)]);
    }

    private static bool IsStill(SessionGrade grade) => grade is SessionGrade.Created or SessionGrade.Stopped or SessionGrade.Paused;

    private static string Word(SessionGrade grade) => grade switch
    {
        SessionGrade.CatchingUp => "catching up",
        SessionGrade.NotReplicating => "not replicating",
        _ => grade.ToString().ToLowerInvariant(),
    };

    private static string Until(SessionBrick brick) => brick.LastSynced?.ToString("u") ?? "(unknown)";

    private sealed record Finding(SessionGrade Grade, string Reason);
}
