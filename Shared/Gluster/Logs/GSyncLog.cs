using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GlusterDr.Gluster.Logs;

/// <summary>Reads gsyncd's log, entry by entry. Times are in UTC. Lines without a time, such as a traceback, belong to the entry before.</summary>
internal static partial class GSyncLog
{
    private const int LongestLine = 400;
    private const int MostUnexplained = 5;
    private static readonly TimeSpan s_recurs = TimeSpan.FromMinutes(3);
    private static readonly TroubleKind[] s_once = [TroubleKind.MovedOn, TroubleKind.Conflict, TroubleKind.HistoryGone, TroubleKind.SecondaryFull];
    private static readonly TroubleKind[] s_ways = [TroubleKind.KeyRefused, TroubleKind.KeyCommand, TroubleKind.HostKey, TroubleKind.SshdDown];

    /// <summary>A worker that was Active or Passive for this long was healthy, so errors logged earlier are over.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <summary>What was logged since a time, and what it means.</summary>
    public static GSyncLogFindings Explain(string log, DateTimeOffset since)
    {
        List<(GSyncCause Cause, Entry Entry)> known = [];
        List<Entry> unknown = [];
        GSyncLogFindings findings = new([], []);
        DateTimeOffset? wellSince = null;
        Entry[] entries = [.. Entries(log).Where(e => e.At >= since)];
        bool logsStates = entries.Any(e => Status().IsMatch(e.Text));
        foreach (Entry entry in entries)
        {
            bool isDeath = IsDeath(entry, logsStates);
            if (isDeath && wellSince is { } well && entry.At - well > Settled)
            {
                known.RemoveAll(k => k.Entry.At < well);
                unknown.RemoveAll(u => u.At < well);
                findings = findings with { Deaths = 0 };
            }

            wellSince = isDeath ? null : IsWell(entry) ? entry.At : wellSince;
            findings = Count(findings, entry, isDeath);
            if (GSyncCause.Of(entry.Text, entry.IsError, entry.IsWarning) is { } cause)
            {
                known.Add((cause, entry));
            }
            else if (entry.IsError && !GSyncCause.IsOrdinary(entry.Text))
            {
                unknown.Add(entry);
            }
        }

        return findings with
        {
            Causes = [.. Surest([.. known.GroupBy(k => k.Cause.Kind).Select(Sum)]).OrderByDescending(f => f.At)],
            Unexplained = [.. unknown.TakeLast(MostUnexplained).Select(e => new GSyncLogFindings.Finding(TroubleKind.Unexplained, false, e.At, Shorten(e.Text), 1))],
        };
    }

    /// <summary>Both ends of a line that is too long: the cause is usually at the end.</summary>
    public static string Shorten(string line) =>
        line.Length <= LongestLine ? line : $"{line[..(LongestLine / 2)]} ... {line[^(LongestLine / 2)..]}";

    // One line says that ssh failed; the next says why.
    // A lasting problem is logged again at each attempt, every 10 to 70 s.
    private static IEnumerable<GSyncLogFindings.Finding> Surest(GSyncLogFindings.Finding[] found) => found
        .Where(f => Array.IndexOf(s_once, f.Kind) >= 0 || f.At > found.Max(o => o.At) - s_recurs)
        .Where(f => f.IsCertain || f.Kind != TroubleKind.NoWay || !found.Any(o => o.IsCertain && Array.IndexOf(s_ways, o.Kind) >= 0));

    private static GSyncLogFindings.Finding Sum(IGrouping<TroubleKind, (GSyncCause Cause, Entry Entry)> same)
    {
        // The last of the most certain lines is shown.
        (GSyncCause Cause, Entry Entry) best = same.OrderBy(s => s.Cause.IsCertain).ThenBy(s => s.Entry.At).Last();
        return new(same.Key, best.Cause.IsCertain, same.Max(s => s.Entry.At), Shorten(best.Entry.Text), same.Count());
    }

    /// <summary>
    /// A line in the form of GlusterFS 8 and later, <c>Event [{key=value}, {key=value}]</c>. Up to version 7 the same is written with
    /// tabs, <c>event TAB key=value TAB key=value</c>. Other lines stay as they are.
    /// </summary>
    public static string Normalise(string line)
    {
        string[] parts = line.Split('\t');
        return parts.Length > 1 && Head().IsMatch(line) && Array.TrueForAll(parts[1..], p => p.Contains('='))
            ? $"{parts[0]} [{string.Join(", ", parts[1..].Select(p => $"{{{p}}}"))}]"
            : line;
    }

    /// <summary>
    /// The log without an error of gsyncd itself. Under Python 3 (observed with GlusterFS 10.3) it fails to log the output of a failed command
    /// (syncdutils.py, errlog). The command's own line before it has the cause; this error would be taken for an incompatible Python.
    /// </summary>
    public static string WithoutOwnMistakes(string log) => OwnMistake().Replace(log, "${frame}(gsyncd could not log what the command printed)");

    // Before GlusterFS 3.10 no state is logged; only the monitor's message shows that a worker has died.
    private static bool IsDeath(Entry entry, bool logsStates) => logsStates
        ? Status().Match(entry.Text) is { Success: true } status && status.Groups["state"].Value == "Faulty"
        : Died().IsMatch(entry.Text);

    private static bool IsWell(Entry entry) =>
        Status().Match(entry.Text) is { Success: true } status && status.Groups["state"].Value is "Active" or "Passive";

    private static GSyncLogFindings Count(GSyncLogFindings findings, Entry entry, bool isDeath) => entry.Text switch
    {
        _ when isDeath => findings with { Deaths = findings.Deaths + 1, LastDeath = entry.At },
        var t when t.Contains("starting gsyncd worker", StringComparison.Ordinal) => findings with { HistoryTurns = 0 },
        var t when Turn().Match(t) is { Success: true } turn => findings with { HistoryTurns = int.Parse(turn.Groups["turn"].Value) },
        _ => findings,
    };

    private static IEnumerable<Entry> Entries(string log)
    {
        StringBuilder text = new();
        Match? head = null;
        foreach (string line in WithoutOwnMistakes(log).Split('\n').Where(l => l.Length > 0).Select(Normalise))
        {
            Match match = Head().Match(line);
            if (match.Success)
            {
                if (head is not null)
                {
                    yield return Make(head, text.ToString());
                }

                text.Clear();
                head = match;
            }

            text.Append(text.Length > 0 ? " | " : "").Append(line.Trim());
        }

        if (head is not null)
        {
            yield return Make(head, text.ToString());
        }
    }

    private static Entry Make(Match head, string text) => new(
        DateTimeOffset.TryParse(
            head.Groups["time"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : DateTimeOffset.MinValue,
        head.Groups["level"].Value is "E" or "C",
        head.Groups["level"].Value is "W",
        text);

    [GeneratedRegex(@"^\[(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[^\]]*\] (?<level>[A-Z]) \[")]
    private static partial Regex Head();

    [GeneratedRegex(@"starting history crawl \[\{turns=(?<turn>\d{1,6})\}")]
    private static partial Regex Turn();

    [GeneratedRegex(@"Worker Status( Change)?(:| \[\{status=)\s*(?<state>[A-Za-z]+)")]
    private static partial Regex Status();

    [GeneratedRegex(@"[Ww]orker ?(\([^)]*\) )?(died|not confirmed)|Agent died, Aborting Worker")]
    private static partial Regex Died();

    [GeneratedRegex(@"(?<frame>, in errlog\n)(?:[ \t].*\n)*TypeError: a bytes-like object is required, not 'str'")]
    private static partial Regex OwnMistake();

    private sealed record Entry(DateTimeOffset At, bool IsError, bool IsWarning, string Text);
}
