namespace GlusterDr.Simulators;

/// <summary>The status as a table.</summary>
internal static class GeoRepStatusText
{
    private static readonly string[] Plain =
    [
        "PRIMARY NODE", "PRIMARY VOL", "PRIMARY BRICK", "SECONDARY USER", "SECONDARY", "SECONDARY NODE", "STATUS", "CRAWL STATUS", "LAST_SYNCED",
    ];

    private static readonly string[] Detailed =
    [
        .. Plain, "ENTRY", "DATA", "META", "FAILURES", "CHECKPOINT TIME", "CHECKPOINT COMPLETED", "CHECKPOINT COMPLETION TIME",
    ];

    public static string Table(IReadOnlyList<GeoRepStatusRow> rows, bool detail)
    {
        string[] titles = detail ? Detailed : Plain;
        List<string[]> cells = [.. rows.Select(r => r.ToCells(detail))];
        int[] widths = [.. titles.Select((t, i) => cells.Select(c => c[i].Length).Append(t.Length).Max() + 3)];
        string rule = new('-', widths.Sum() + 4);
        IEnumerable<string> lines = cells.Select(c => Line(c, widths)).Prepend(rule).Prepend(Line(titles, widths)).Prepend(" ");
        return string.Join('\n', lines) + "\n";
    }

    // Columns that are not shown still leave the space of their separator.
    private static string Line(string[] cells, int[] widths) =>
        string.Join(' ', cells.Select((c, i) => c.PadRight(widths[i]))) + new string(' ', Detailed.Length - cells.Length);
}
