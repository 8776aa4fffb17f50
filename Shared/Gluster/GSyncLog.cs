using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GlusterDr.Gluster;

/// <summary>Reads what gsyncd writes, entry by entry. It logs in UTC. What has no time of its own, a traceback, belongs to the entry before.</summary>
internal static partial class GSyncLog
{
    private const int LongestLine = 400;
    private const int MostUnexplained = 5;
    private static readonly TimeSpan s_recurs = TimeSpan.FromMinutes(3);
    private static readonly TroubleKind[] s_once = [TroubleKind.MovedOn, TroubleKind.Conflict, TroubleKind.HistoryGone, TroubleKind.SecondaryFull];
    private static readonly TroubleKind[] s_ways = [TroubleKind.KeyRefused, TroubleKind.KeyCommand, TroubleKind.HostKey, TroubleKind.SshdDown];

    /// <summary>A worker that replicated or stood by for so long was well: what was logged before is over.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <summary>What was written since a time, and what it means.</summary>
    public static GSyncLogFindings Explain(string log, DateTimeOffset since)
    {
        List<(GSyncCause Cause, Entry Entry)> known = [];
        List<Entry> unknown = [];
        GSyncLogFindings findings = new([], []);
        DateTimeOffset? wellSince = null;
        foreach (Entry entry in Entries(log).Where(e => e.At >= since))
        {
            if (IsDeath(entry) && wellSince is { } well && entry.At - well > Settled)
            {
                known.RemoveAll(k => k.Entry.At < well);
                unknown.RemoveAll(u => u.At < well);
                findings = findings with { Deaths = 0 };
            }

            wellSince = IsDeath(entry) ? null : IsWell(entry) ? entry.At : wellSince;
            findings = Count(findings, entry);
            if (GSyncCause.Of(entry.Text, entry.IsError) is { } cause)
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
            Unexplained = [.. unknown.TakeLast(MostUnexplained).Select(e => new GSyncFinding(TroubleKind.Unexplained, false, e.At, Shorten(e.Text), 1))],
        };
    }

    /// <summary>Both ends of a line that is too long: the cause mostly stands at the end.</summary>
    public static string Shorten(string line) =>
        line.Length <= LongestLine ? line : $"{line[..(LongestLine / 2)]} ... {line[^(LongestLine / 2)..]}";

    // That ssh failed is a line of its own; the next says why.
    // What lasts is logged again at each attempt, every 10 to 70 s.
    private static IEnumerable<GSyncFinding> Surest(GSyncFinding[] found) => found
        .Where(f => Array.IndexOf(s_once, f.Kind) >= 0 || f.At > found.Max(o => o.At) - s_recurs)
        .Where(f => f.IsCertain || f.Kind != TroubleKind.NoWay || !found.Any(o => o.IsCertain && Array.IndexOf(s_ways, o.Kind) >= 0));

    private static GSyncFinding Sum(IGrouping<TroubleKind, (GSyncCause Cause, Entry Entry)> same)
    {
        // The surest line is shown, and of those the last.
        (GSyncCause Cause, Entry Entry) best = same.OrderBy(s => s.Cause.IsCertain).ThenBy(s => s.Entry.At).Last();
        return new(same.Key, best.Cause.IsCertain, same.Max(s => s.Entry.At), Shorten(best.Entry.Text), same.Count());
    }

    private static bool IsDeath(Entry entry) => entry.Text.Contains("{status=Faulty}", StringComparison.Ordinal);

    private static bool IsWell(Entry entry) =>
        entry.Text.Contains("Worker Status Change [{status=Active}]", StringComparison.Ordinal) || entry.Text.Contains("Worker Status Change [{status=Passive}]", StringComparison.Ordinal);

    private static GSyncLogFindings Count(GSyncLogFindings findings, Entry entry) => entry.Text switch
    {
        _ when IsDeath(entry) => findings with { Deaths = findings.Deaths + 1, LastDeath = entry.At },
        var t when t.Contains("starting gsyncd worker", StringComparison.Ordinal) => findings with { HistoryTurns = 0 },
        var t when Turn().Match(t) is { Success: true } turn => findings with { HistoryTurns = int.Parse(turn.Groups["turn"].Value) },
        _ => findings,
    };

    private static IEnumerable<Entry> Entries(string log)
    {
        StringBuilder text = new();
        Match? head = null;
        foreach (string line in log.Split('\n').Where(l => l.Length > 0))
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
        text);

    [GeneratedRegex(@"^\[(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)[^\]]*\] (?<level>[A-Z]) \[")]
    private static partial Regex Head();

    [GeneratedRegex(@"starting history crawl \[\{turns=(?<turn>\d{1,6})\}")]
    private static partial Regex Turn();

    private sealed record Entry(DateTimeOffset At, bool IsError, string Text);
}
