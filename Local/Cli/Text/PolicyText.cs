using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GlusterDr.Api.Policies;
using GlusterDr.Local.Api;
using GlusterDr.Policies;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of policies and of findings.</summary>
internal static class PolicyText
{
    private const string Under = "         ";

    public static string List(IReadOnlyList<PolicyOverview> policies, DateTimeOffset now)
    {
        if (policies.Count == 0)
        {
            return "No policies yet. Store one with `glusterdr apply -f policy.yaml`; docs/first-policy.md has an example.";
        }

        TextTable table = new("POLICY", "VOLUME", "COPY AT", "AS OF", "SCHEDULE (UTC)", "NEXT", "LAST RUN");
        foreach (PolicyOverview policy in policies)
        {
            string last = policy.LastRun is { } run ? $"{RunText.State(run.State)} {Printable.Age(run.StartedAt, now)}" : "none";
            foreach (PolicyOverview.CopyAge copy in policy.Copies)
            {
                Destination? destination = policy.Policy.Destinations.FirstOrDefault(d => d.Name == copy.Destination);
                string volume = destination is null ? policy.Policy.Volume : policy.Policy.PrimaryOf(destination);
                table.Add(
                    policy.Policy.Name, $"{policy.Policy.Site.Name}/{volume}", copy.Destination,
                    Printable.Age(copy.TakenAt, now), policy.Policy.Schedule ?? "on demand", Printable.Time(policy.NextRun), last);
            }
        }

        StringBuilder text = new(table.ToString());
        foreach (PolicyOverview policy in policies.Where(p => p.NextRuns.Count > 0))
        {
            text.AppendLine($"{policy.Policy.Name}: next runs {Times(policy.NextRuns)}");
        }

        foreach (PolicyOverview policy in policies.Where(p => p.LastSkipped is not null))
        {
            text.AppendLine($"{policy.Policy.Name}: no run at {Printable.Time(policy.LastSkipped!.Due)}: {Printable.OneLine(policy.LastSkipped.Why.Message)}");
        }

        return text.ToString();
    }

    /// <summary>Times of a schedule with their weekdays, which show quickly whether the schedule is right.</summary>
    public static string Times(IReadOnlyList<DateTimeOffset> times) =>
        string.Join(", ", times.Select(t => t.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    public static string Check(CheckReport report)
    {
        StringBuilder text = new();
        text.AppendLine($"policy {report.Policy}");
        AppendFindings(text, report.Findings);
        return text.ToString();
    }

    /// <summary>The findings with their fixes, and their number. A cause that several findings share is shown once, with all their subjects.</summary>
    public static void AppendFindings(StringBuilder text, IReadOnlyList<CheckFinding> findings)
    {
        foreach (CheckFinding[] same in findings.GroupBy(CauseOf).Select(g => g.ToArray()))
        {
            text.AppendLine(Printable.OneLine($"  {Mark(same[0].Outcome)}  {same[0].Subject}: {same[0].Fact}"));
            if (same[0].Error is { } error)
            {
                AppendError(text, same[0], error);
            }

            AppendOthers(text, same);
        }

        int failed = findings.Count(f => f.Outcome == CheckOutcome.Failed);
        int warnings = findings.Count(f => f.Outcome == CheckOutcome.Warning);
        text.AppendLine($"{findings.Count} checked, {failed} failed, {Printable.Count(warnings, "warning")}");
    }

    /// <summary>Equal for findings of one cause: these differ only in the subject and the host, also within the text.</summary>
    private static (CheckOutcome Outcome, string Code, string Words) CauseOf(CheckFinding finding) => finding.Error is { } error
        ? (finding.Outcome, error.Code, Without(Without($"{finding.Fact}\n{error.Message}\n{error.Advice}\n{string.Join('\n', error.Actions ?? [])}", error.Host), finding.Subject))
        : (finding.Outcome, "", $"{finding.Subject}: {finding.Fact}");

    private static string Without(string words, string? name) =>
        string.IsNullOrEmpty(name) ? words : Regex.Replace(words, $@"(?<![\w.-]){Regex.Escape(name)}(?![\w-])", "*");

    private static void AppendOthers(StringBuilder text, CheckFinding[] same)
    {
        string[] subjects = [.. same.Skip(1).Select(f => f.Subject).Distinct(StringComparer.Ordinal).Where(s => s != same[0].Subject)];
        string[] hosts = [.. same.Select(f => f.Error?.Host).OfType<string>().Distinct(StringComparer.Ordinal).Where(h => !subjects.Contains(h))];
        if (subjects.Length > 0)
        {
            text.AppendLine(Printable.Indent(Printable.OneLine($"the same for: {string.Join(", ", subjects)}"), Under));
        }

        if (hosts.Length > 1)
        {
            text.AppendLine(Printable.Indent(Printable.OneLine($"hosts: {string.Join(", ", hosts)}"), Under));
        }
    }

    private static void AppendError(StringBuilder text, CheckFinding finding, Errors.Error error)
    {
        if (error.Message != finding.Fact)
        {
            text.AppendLine(Printable.Indent(Printable.Lines(error.Message), Under));
        }

        if (error.Tried is { } tried)
        {
            text.AppendLine(Printable.Indent($"command: {Printable.Lines(tried)}", Under));
        }

        if (error.Advice is { } advice)
        {
            text.AppendLine(Printable.Indent($"fix: {Printable.Lines(advice)} ({error.Code})", Under));
        }

        foreach (string command in AdviceText.Commands(error))
        {
            text.AppendLine(Printable.Indent(Printable.OneLine(command), Under + "     "));
        }
    }

    private static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok    ",
        CheckOutcome.Warning => "warn  ",
        _ => "FAILED",
    };
}
