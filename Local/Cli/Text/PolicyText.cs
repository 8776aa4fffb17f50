using System.Globalization;
using System.Text;
using GlusterDr.Api;
using GlusterDr.Local.Api;
using GlusterDr.Policies;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Policies and what a check found, for people.</summary>
internal static class PolicyText
{
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
            foreach (CopyAge copy in policy.Copies)
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

    /// <summary>Times of a schedule, with their weekdays: the quickest way to see that it means what was meant.</summary>
    public static string Times(IReadOnlyList<DateTimeOffset> times) =>
        string.Join(", ", times.Select(t => t.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    public static string Check(CheckReport report)
    {
        StringBuilder text = new();
        text.AppendLine($"policy {report.Policy}");
        AppendFindings(text, report.Findings);
        return text.ToString();
    }

    /// <summary>What was found, each with what to do, and their number.</summary>
    public static void AppendFindings(StringBuilder text, IReadOnlyList<CheckFinding> findings)
    {
        foreach (CheckFinding finding in findings)
        {
            text.AppendLine(Printable.OneLine($"  {Mark(finding.Outcome)}  {finding.Subject}: {finding.Fact}"));
            if (finding.Error is { } error)
            {
                AppendError(text, finding, error);
            }
        }

        int failed = findings.Count(f => f.Outcome == CheckOutcome.Failed);
        int warnings = findings.Count(f => f.Outcome == CheckOutcome.Warning);
        text.AppendLine($"{findings.Count} looked at, {failed} failed, {Printable.Count(warnings, "warning")}");
    }

    private static void AppendError(StringBuilder text, CheckFinding finding, Errors.Error error)
    {
        const string Under = "         ";
        if (error.Message != finding.Fact)
        {
            text.AppendLine(Printable.Indent(Printable.Lines(error.Message), Under));
        }

        if (error.Tried is { } tried)
        {
            text.AppendLine(Printable.Indent($"tried: {Printable.Lines(tried)}", Under));
        }

        if (error.Advice is { } advice)
        {
            text.AppendLine(Printable.Indent($"what to do: {Printable.Lines(advice)} ({error.Code})", Under));
        }
    }

    private static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok    ",
        CheckOutcome.Warning => "warn  ",
        _ => "FAILED",
    };
}
