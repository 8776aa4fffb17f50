using GlusterDr.Gluster.Agent;
using GlusterDr.Gluster.Content;
using GlusterDr.Gluster.Logs;
using GlusterDr.Gluster.Volumes;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;

namespace GlusterDr.Sessions.Diagnosis.Causes;

/// <summary>Faults that the status of Gluster does not show.</summary>
internal sealed class SilentFaults(Findings findings, SessionDiagnosis.FeedTest? feed, ContentReport? content, IReadOnlyList<LostChanges> lost)
{
    private const int LeastRollover = 3;
    private const string AccessMount = "secondary_access_mount";
    private const int MostNamed = 5;

    /// <summary>From 3.5.0 on rsync writes nothing into the directory that gsyncd has unmounted lazily, and reports success.</summary>
    private static readonly Version s_rsyncTrap = new(3, 5);

    private readonly Remedies _remedies = new(findings.View);
    private readonly GeoRepSession _session = findings.Session;

    public IEnumerable<Trouble> All() => new[] { Feed(), Lost(), Trap(), Rollover(), MovedOn(), Failures(), Content(ContentDifferenceKind.Empty), Content(null) }.OfType<Trouble>();

    /// <remarks>If operations are pending, changes do reach the worker: the connection is slow or broken, and the feed works.</remarks>
    private Trouble? Feed()
    {
        if (feed is not { Passed: false, Pending: 0 } || !findings.Runs)
        {
            return null;
        }

        bool stuck = findings.View.Bricks.Any(b => b.IsActive && b.Crawl is "History Crawl") && findings.Primaries.Any(n => n.Log.HistoryTurns > 1);
        bool open = findings.LogsIn && findings.Facts.Secondary is { Volume.IsStarted: true };
        string fact = $"a test change made on the primary's root directory at {feed.Marker:u} was not replicated within {feed.Waited.TotalSeconds:0} s, and nothing is pending: {string.Join("; ", feed.Behind)}";
        return new Trouble(
            stuck ? TroubleKind.HistoryStuck : TroubleKind.DeadFeed,
            open ? Certainty.Certain : Certainty.Likely,
            stuck
                ? "dead history crawl: its second pass does nothing, so later changes are not replicated although all workers are Active"
                : "dead live feed: the worker is Active but receives no changes, so nothing that is written is replicated",
            Cure.Restart)
        {
            Evidence = [.. findings.View.Bricks.Where(b => b.IsActive).Select(b => new Evidence(b.Node, $"{b.Brick}: {b.State}, {b.Crawl}, {(b.LastSynced is { } until ? $"synced until {until:u}" : "nothing synced yet")}, 0 waiting")), new(_session.PrimaryVolume, fact)],
            Remedies =
            [
                _remedies.Restart,
                _remedies.Gluster("Or manually: stop and start the session. Changes made meanwhile are replicated after the start. Then diagnose again, because about 4 of 10 starts have the same problem.", "stop"),
            ],
            Blocks = true,
        };
    }

    /// <remarks>If all files named in these changelogs are equal at both sites, the changes have arrived in another way.</remarks>
    private Trouble? Lost()
    {
        LostChanges[] found = [.. lost.Where(l => l.Changelogs > 0)];
        string[] files = [.. found.SelectMany(l => l.Files).Distinct(StringComparer.Ordinal)];
        HashSet<string> differing = [.. (content?.Differences ?? []).Select(d => d.Path)];
        int differ = files.Count(differing.Contains);
        bool allCompared = content is { Left: 0 } && found.All(l => l is { Complete: true, Problem: null });
        if (found.Length == 0 || (differ == 0 && allCompared))
        {
            return null;
        }

        int count = found.Sum(l => l.Changelogs);
        string what = differ > 0 ? $"{differ} of the {files.Length} file(s) that they concern differ" : $"it was not verified whether the {files.Length} file(s) that they concern arrived in another way";
        return new Trouble(
            TroubleKind.UnlistedChangelog,
            differ > 0 ? Certainty.Certain : Certainty.Likely,
            $"a brick was restarted, and {count} changelog(s) of that time are missing from Gluster's changelog index (HTIME), so no crawl reads them; {what}",
            Cure.Trigger)
        {
            Evidence = [.. found.Select(l => new Evidence(l.Host, Fact(l)))],
            Remedies = [_remedies.Repair],
        };
    }

    private static string Fact(LostChanges lost)
    {
        string names = string.Join(", ", lost.Files.Take(MostNamed)) + (lost.Files.Count > MostNamed ? $" and {lost.Files.Count - MostNamed} more" : "");
        string when = lost.First is { } first && lost.Last is { } last
            ? $" from {DateTimeOffset.FromUnixTimeSeconds(first):u} to {DateTimeOffset.FromUnixTimeSeconds(last):u}"
            : "";
        string gone = lost.Gone > 0 ? $"; {lost.Gone} more no longer exist" : "";
        return $"brick {lost.Path}: {lost.Changelogs} changelog(s){when} that HTIME does not list, about {(names.Length > 0 ? names : "files that no longer exist")}{gone}";
    }

    private Trouble? Trap()
    {
        NodeStatus[] trapped = [.. findings.Secondaries.Where(n => Version.TryParse(n.Facts?.Rsync, out Version? version) && version >= s_rsyncTrap)];
        return trapped.Length == 0 || GlusterValue.Flag(findings.Facts.Config.GetValueOrDefault(AccessMount)) != false ? null : new Trouble(
            TroubleKind.RsyncTrap,
            Certainty.Certain,
            $"rsync {trapped[0].Facts!.Rsync} at the secondary transfers nothing while secondary-access-mount is false, and reports success: what is replicated now stays empty or stale",
            Cure.Configure)
        {
            Evidence = [.. trapped.Select(n => new Evidence(n.Host, $"rsync {n.Facts!.Rsync}")), new(_session.ToString(), "secondary-access-mount is false")],
            Remedies = [_remedies.Repair, _remedies.Gluster("Or set the option manually. Files that are already affected are not corrected until they are replicated again.", "config secondary-access-mount true")],
        };
    }

    private Trouble? Rollover() => findings.Facts.RolloverSeconds >= LeastRollover ? null : new Trouble(
        TroubleKind.FastRollover,
        Certainty.Certain,
        $"changelog.rollover-time is {findings.Facts.RolloverSeconds}: two rollovers in one second overwrite each other, and changes are lost",
        Cure.Configure)
    {
        Evidence = [new(_session.PrimaryVolume, $"changelog.rollover-time: {findings.Facts.RolloverSeconds}")],
        Remedies = [_remedies.AtPrimary($"Set it to {LeastRollover} or more.", $"gluster volume set {_session.PrimaryVolume} changelog.rollover-time {LeastRollover}"), _remedies.Repair],
    };

    private Trouble? MovedOn() => findings.Logged(TroubleKind.MovedOn) is { Count: > 0 } logged
        ? new Trouble(TroubleKind.MovedOn, Certainty.Certain, "gsyncd gave up on changes after ten attempts, counted no failure and went on: they are missing at the secondary", Cure.Trigger)
        {
            Evidence = logged,
            Remedies = [_remedies.Repair],
        }
        : null;

    private Trouble? Failures()
    {
        SessionBrick[] failing = [.. findings.View.Bricks.Where(b => b.Failures > 0)];
        return failing.Length == 0 ? null : new Trouble(
            TroubleKind.Failures, Certainty.Certain, $"{failing.Sum(b => b.Failures)} operation(s) failed and are not tried again", Cure.Trigger)
        {
            Evidence = [.. failing.Select(b => new Evidence(b.Node, $"{b.Brick}: {b.Failures} failures")), .. findings.Logged(TroubleKind.Conflict)],
            Remedies = [_remedies.Repair],
        };
    }

    private Trouble? Content(ContentDifferenceKind? kind)
    {
        ContentComparer.Difference[] all = [.. (content?.Differences ?? []).Where(d => kind is null ? d.Kind is not ContentDifferenceKind.Empty and not ContentDifferenceKind.Unread : d.Kind == kind)];
        int count = kind is null ? (content?.Differing ?? 0) - (content?.Empty ?? 0) : content?.Empty ?? 0;
        return all.Length == 0 ? null : new Trouble(
            kind is null ? TroubleKind.ContentDiffers : TroubleKind.EmptyFiles,
            Certainty.Certain,
            kind is null ? $"{count} file(s) differ between the sites" : $"{count} file(s) are empty at the secondary only",
            Cure.Trigger)
        {
            Evidence = [.. all.Take(MostNamed).Select(d => new Evidence(_session.SecondaryUrl, $"{d.Path}: {d.Detail}"))],
            Remedies = [_remedies.Repair],
        };
    }
}
