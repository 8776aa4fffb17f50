using System.Text;
using GlusterDr.Leases;
using GlusterDr.Policies;
using GlusterDr.Replication;
using GlusterDr.Sessions.Catalog;
using GlusterDr.Sessions.Control;
using GlusterDr.Sessions.Options;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Text of sessions.</summary>
internal static class SessionText
{
    private const string None = "N/A";

    public static string List(IReadOnlyList<SessionView> sessions)
    {
        if (sessions.Count == 0)
        {
            return "No sessions.";
        }

        TextTable table = new("SESSION", "HEALTH");
        foreach (SessionView session in sessions)
        {
            table.Add(session.Name, session.Health.Summary);
        }

        return Lines(table.ToString(), Lines("note: ", sessions.SelectMany(s => s.Gaps).Distinct()));
    }

    public static string Show(SessionView session)
    {
        TextTable table = new(
            "SUBVOL", "BRICK", "STATE", "CRAWL", "SECONDARY NODE", "UPTIME", "ENTRY", "DATA", "META", "FAILURES", "SYNCED UNTIL", "CHECKPOINT");
        foreach (SessionBrick brick in session.Bricks)
        {
            table.Add(
                Known(brick.Subvolume), $"{brick.Node}:{brick.Brick}", State(brick.State), brick.Crawl ?? None, brick.SecondaryNode ?? None,
                brick.Uptime is { } uptime ? Units.Format(TimeSpan.FromSeconds(Math.Floor(uptime.TotalSeconds))) : None,
                Known(brick.Entry), Known(brick.Data), Known(brick.Meta), Known(brick.Failures),
                brick.LastSynced is null ? None : Printable.Time(brick.LastSynced), Checkpoint(brick));
        }

        return Lines(
            Printable.OneLine($"session {session.Name}") + "\n",
            Printable.OneLine($"  {session.Health.Summary}") + "\n",
            session.HeldBy is { } holder ? Printable.OneLine($"  {LeaseHolder.Name(holder)} is using it") + "\n" : "",
            session.Policies.Count > 0 ? Printable.OneLine($"  of policy {string.Join(", ", session.Policies)}") + "\n" : "",
            Lines("  - ", session.Health.Reasons.Skip(session.Health.Reasons.Count > 1 ? 0 : 1)),
            Printable.Indent(table.ToString(), "  ") + "\n",
            string.Concat(session.Warnings.Select(w => Lines("warning: ", [$"{w.Message} {w.Advice}"]) + Lines("         ", AdviceText.Commands(w)))),
            Lines("note: ", session.Gaps));
    }

    public static string Options(IReadOnlyList<SessionOptionView> options)
    {
        if (options.Count == 0)
        {
            return "All options are at their default.";
        }

        StringBuilder text = new();
        foreach (SessionOptionView option in options)
        {
            string standard = option.Default is null ? "default depends on the session" : option.IsChanged == true ? $"default {Shown(option.Default)}" : "default";
            text.AppendLine(Printable.OneLine($"{(option.IsChanged == true ? "*" : " ")} {option.Name} = {Shown(option.Value)}  ({standard})"));
            text.AppendLine(Printable.OneLine($"      {option.Meaning} {Takes(option)}"));
            if (option.Caution is { } caution)
            {
                text.AppendLine(Printable.OneLine($"      caution: {caution}"));
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the outcome of a change, and returns the exit code.</summary>
    public static int Tell(CommandContext context, SessionOutcome outcome)
    {
        context.Write(outcome, Outcome);
        return outcome.Warnings.Count > 0 ? ExitCodes.Warnings : ExitCodes.Ok;
    }

    private static string Outcome(SessionOutcome outcome) => Lines(
        Printable.OneLine($"session {outcome.Session}: {outcome.Fact}") + "\n",
        outcome.View is { } view ? Printable.OneLine($"  {view.Health.Summary}") + "\n" : "",
        Lines("  note: ", outcome.Notes),
        Lines("  warning: ", outcome.Warnings));

    private static string Takes(SessionOptionView option) => option switch
    {
        { Internal: { } why } => $"Internal, must not be changed: {why}.",
        { RestartsWorkers: false } => $"Allowed: {option.Allowed}. The workers are not restarted.",
        _ => $"Allowed: {option.Allowed}.",
    };

    private static string State(GeoRepWorkerState? state) => state is { } known ? known.ToString() : "no report";

    private static string Checkpoint(SessionBrick brick) => brick switch
    {
        { CheckpointTime: null } => None,
        { CheckpointCompleted: true } => $"{Printable.Time(brick.CheckpointTime)} reached {Printable.Time(brick.CheckpointCompletionTime)}",
        _ => $"{Printable.Time(brick.CheckpointTime)} not reached",
    };

    private static string Known<T>(T? value)
        where T : struct => value?.ToString() ?? None;

    private static string Shown(string value) => value.Length == 0 ? "(empty)" : value;

    private static string Lines(string mark, IEnumerable<string> lines) => string.Concat(lines.Select(l => Printable.OneLine(mark + l) + "\n"));

    private static string Lines(params string[] parts) => string.Concat(parts);
}
