using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Logs;
using GlusterDr.Replication;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Determines the faults of a session from what was read. Only the present state and recent log lines count.</summary>
public static class TroubleFinder
{
    private const int MostGaps = 50;
    private const int MostSuspects = 1000;

    /// <summary>The diagnosis.</summary>
    /// <param name="facts">What was read from both sides.</param>
    /// <param name="feed">Whether a test change arrived; null: none was made.</param>
    /// <param name="content">The result of the comparison of content; null: nothing was compared.</param>
    /// <param name="lost">The changes in changelogs that no crawl reads.</param>
    public static SessionDiagnosis Diagnose(
        SessionFacts facts, SessionDiagnosis.FeedTest? feed = null, ContentReport? content = null, IReadOnlyList<LostChanges>? lost = null)
    {
        Findings findings = new(facts);
        List<Trouble> troubles =
        [
            .. new FaultyCauses(findings).All(),
            .. new NodeCauses(findings).All(),
            .. new WorkerCauses(findings).All(),
            .. new SilentFaults(findings, feed, content, lost ?? []).All(),
        ];
        if (Rest(findings, troubles) is { } rest)
        {
            troubles.Add(rest);
        }

        // While a fault stops the session now, faults that are over do not matter.
        bool stopped = troubles.Any(t => t is { Blocks: true, IsOver: false, Certainty: Certainty.Certain });
        Trouble[] ordered =
        [
            .. troubles.Where(t => !stopped || !t.IsOver)
                .OrderBy(t => t.IsOver).ThenBy(t => t.Cure == Cure.None).ThenByDescending(t => t.Blocks).ThenBy(t => t.Certainty).ThenByDescending(IsSeenNow).ThenBy(t => t.Kind),
        ];
        string[] gaps = [.. facts.Gaps, .. Doubts(findings, feed, lost ?? [])];
        return new SessionDiagnosis
        {
            Name = facts.View.Name,
            LookedAt = facts.View.LookedAt,
            View = facts.View,
            Troubles = ordered,
            Feed = feed,
            Content = content,
            Suspects = ordered.Any(t => t.Kind == TroubleKind.UnlistedChangelog)
                ? [.. (lost ?? []).SelectMany(l => l.Files).Distinct(StringComparer.Ordinal).Take(MostSuspects)]
                : [],
            Runs = facts.Runs,
            Gaps = [.. gaps.Take(MostGaps)],
            Summary = Sum(findings, ordered, feed, content, gaps),
        };
    }

    private static bool IsSeenNow(Trouble trouble) => trouble.Evidence.Any(e => e.At is null);

    /// <summary>A Faulty worker of unknown cause: its last log lines, for a person.</summary>
    private static Trouble? Rest(Findings findings, List<Trouble> troubles)
    {
        bool ill = !findings.IsWell && !(findings.IsStill && findings.Facts.Nodes.All(n => n.Log.Deaths == 0));
        if (!ill || troubles.Any(t => t is { Blocks: true } or { IsOver: true } || t.Kind is TroubleKind.SecondaryFull or TroubleKind.RsyncFails or TroubleKind.InputOutput or TroubleKind.ChangelogSilent or TroubleKind.Conflict))
        {
            return null;
        }

        Evidence[] last = [.. findings.Facts.Nodes.SelectMany(n => n.Log.Unexplained.Select(u => new Evidence(n.Host, u.Line, u.At))), .. findings.Logged(TroubleKind.PeerDied)];
        bool faulty = findings.View.Bricks.Any(b => b.State == GeoRepWorkerState.Faulty);
        return last.Length == 0 && !faulty ? null : new Trouble(
            TroubleKind.Unexplained, Certainty.Likely, last.Length > 0 ? "gsyncd fails with an unknown message" : "a worker is Faulty, and no log has the cause", Cure.Restart)
        {
            Evidence = [.. last.OrderBy(e => e.At).TakeLast(6)],
            Remedies =
            [
                new Trouble.Remedy("Read the logs with this message.", $"tail -n 50 /var/log/glusterfs/geo-replication/{findings.Session.FolderName}/gsyncd.log", last.Length > 0 ? last[^1].Where : null),
                new Remedies(findings.View).Restart,
            ],
        };
    }

    private static IEnumerable<string> Doubts(Findings findings, SessionDiagnosis.FeedTest? feed, IReadOnlyList<LostChanges> lost)
    {
        if (findings.Facts.Secondary.Error is { } error && findings.Facts.Secondary.Volume is null)
        {
            yield return $"the secondary's pool could not be queried: {error.Message}";
        }

        foreach (NodeStatus node in findings.Facts.Nodes.Where(n => n.Log.Problem is not null && !findings.View.Bricks.All(b => b.State == GeoRepWorkerState.Created)))
        {
            yield return $"{node.Host}: {node.Log.Problem}";
        }

        foreach (LostChanges brick in lost.Where(l => l.Problem is not null || !l.Complete))
        {
            yield return $"{brick.Host}:{brick.Path}: {brick.Problem ?? "its unlisted changelogs are so many that not all were read"}";
        }

        if (feed is { Passed: false, Pending: > 0 })
        {
            yield return $"the test change was not replicated within {feed.Waited.TotalSeconds:0} s, and {feed.Pending} operation(s) are pending: the session is still replicating, or the connection is broken. Diagnose again.";
        }
    }

    private static string Sum(Findings findings, Trouble[] troubles, SessionDiagnosis.FeedTest? feed, ContentReport? content, string[] gaps)
    {
        Trouble[] live = [.. troubles.Where(t => !t.IsOver)];
        if (troubles.Length > 0)
        {
            Trouble first = troubles[0];
            string more = troubles.Length > 1 ? $" (and {troubles.Length - 1} more)" : "";
            string sure = first.Certainty == Certainty.Certain ? "" : "likely: ";
            return $"{(live.Length == 0 ? "over by now, " : "")}{sure}{first.Summary}{more}";
        }

        string compared = content is { Compared: > 0 } ? $"; {content.Compared} file(s) compared, all the same" : "; no content was compared";
        string left = content is { Left: > 0 } ? $", {content.Left} not compared" : "";
        string gap = gaps.Length > 0 ? $"; {gaps.Length} check(s) could not be completed" : "";
        return (feed, findings.Runs) switch
        {
            ({ Passed: true }, _) => $"healthy: a test change on the primary was replicated within {feed.Waited.TotalSeconds:0} s{compared}{left}{gap}",
            (_, false) => $"no problem found, but it does not replicate: {findings.View.Health.Summary}{compared}{left}{gap}",
            _ => $"no problem found; it was not verified that changes arrive{compared}{left}{gap}",
        };
    }
}
