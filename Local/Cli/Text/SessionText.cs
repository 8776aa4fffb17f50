using System.Text;
using GlusterDr.Sessions;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Sessions, for people.</summary>
internal static class SessionText
{
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

        StringBuilder text = new(table.ToString());
        foreach (string gap in sessions.SelectMany(s => s.Gaps).Distinct())
        {
            text.AppendLine(Printable.OneLine($"note: {gap}"));
        }

        return text.ToString();
    }
}
