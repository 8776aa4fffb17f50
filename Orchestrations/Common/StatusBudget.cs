using GlusterDr.Durable;
using GlusterDr.Runs;

namespace GlusterDr.Orchestrations.Common;

/// <summary>
/// Keeps the custom status of a run below the limit of the workflow engine, for any number of destinations and any length of notes.
/// </summary>
internal static class StatusBudget
{
    /// <summary>The longest line without name, volume and note, and the longest JSON escape of a character.</summary>
    private const int Line = 150;
    private const int Escaped = 6;
    private const int LongestNote = 300;
    private static readonly int s_room = CustomStatusLimit.MaxCharacters - (2 * Line);

    /// <summary>The lines, with shortened notes. If there are too many destinations, those that are not done are kept.</summary>
    public static IReadOnlyList<DestinationProgress> Fit(IReadOnlyList<DestinationProgress> lines)
    {
        IReadOnlyList<DestinationProgress> shown = Most(lines);
        int share = (s_room - shown.Sum(Bare)) / Math.Max(1, shown.Count) / Escaped;
        return [.. shown.Select(line => line with { Note = Cut(line.Note, Math.Min(LongestNote, share)) })];
    }

    private static List<DestinationProgress> Most(IReadOnlyList<DestinationProgress> lines)
    {
        List<DestinationProgress> shown = [];
        int room = s_room;
        foreach (DestinationProgress line in lines.OrderBy(l => l.State is DestinationState.Clean or DestinationState.LeftOut))
        {
            room -= Bare(line);
            if (room < 0)
            {
                break;
            }

            shown.Add(line);
        }

        return shown.Count == lines.Count ? [.. lines] : shown;
    }

    private static int Bare(DestinationProgress line) => Line + (Escaped * (line.Name.Length + (line.PrimaryVolume?.Length ?? 0)));

    private static string? Cut(string? note, int length) =>
        note is null || length < 1 ? null : note.Length <= length ? note : $"{note[..(length - 1)]}…";
}
