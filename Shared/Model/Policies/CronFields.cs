using System.Globalization;

namespace GlusterDr.Policies;

/// <summary>
/// Rewrites the fields of a schedule so that NCrontab reads them with cron's meaning. NCrontab takes <c>22-2</c> for 2-22, does not
/// accept 7 for Sunday, lets <c>5/10</c> run from 5 to the end, and takes any beginning of a name, such as J, for the first that fits.
/// </summary>
internal static class CronFields
{
    private static readonly Field[] s_fields =
    [
        new("second", 0, 59, []),
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of the month", 1, 31, []),
        new("month", 1, 12, ["JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"]),
        new("weekday", 0, 6, ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"]),
    ];

    /// <summary>The six fields for NCrontab.</summary>
    public static string[] Normalise(string[] fields) => [.. fields.Zip(s_fields, (text, field) => string.Join(',', text.Split(',').Select(t => Normalise(t, field))))];

    /// <summary>Why cron implementations would disagree about it, or why it does not mean what it seems to; null: they agree.</summary>
    public static string? Ambiguity(string[] fields)
    {
        if (!IsAny(fields[3], s_fields[3]) && !IsAny(fields[5], s_fields[5]))
        {
            return "it has a day of the month and a weekday: cron runs on either, other schedulers only if both match; set one of them to *";
        }

        return fields.Zip(s_fields, (text, field) => text.Split(',').Select(t => Step(t, field)).FirstOrDefault(w => w is not null)).FirstOrDefault(w => w is not null);
    }

    // Whether the field means every value, in any notation.
    private static bool IsAny(string text, Field field) =>
        text is "*" or "?" or "*/1" || (Range(text, field) is ({ } first, { } last) && (last < first ? last + field.Size : last) - first + 1 >= field.Size);

    /// <summary>The first name that is too short or unknown, as an error; null: there is none.</summary>
    public static string? UnknownName(string[] fields) => fields
        .Zip(s_fields, (text, field) => text.Split(',', '-', '/').Where(t => t.Any(char.IsLetter) && Value(t, field) is null).Select(t => $"'{t}' is no {field.Name}").FirstOrDefault())
        .FirstOrDefault(w => w is not null);

    private static string? Step(string term, Field field)
    {
        if (term.Split('/') is not [var range, var step] || !int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int every))
        {
            return null;
        }

        return range.Contains('-') || range is "*" or "?"
            ? every <= field.Max - field.Min ? null : $"'{term}' steps over the whole range of the {field.Name}s, and so runs once in each"
            : $"'{term}' begins at {range} and has no end: write {range}-{field.Max}/{step}";
    }

    private static string Normalise(string term, Field field)
    {
        string[] parts = term.Split('/');
        int step = 1;
        if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out step)) || step < 1)
        {
            return term;
        }

        if (Range(parts[0], field) is not ({ } first, { } last))
        {
            return parts.Length == 1 && Value(parts[0], field) is { } single ? $"{single % (field.IsWeekday ? 7 : int.MaxValue)}" : term;
        }

        // A range that wraps around, or has Sunday as 7, becomes a list.
        if (first <= last && last <= field.Max)
        {
            return parts.Length == 1 ? $"{first}-{last}" : $"{first}-{last}/{step}";
        }

        int end = last < first ? last + field.Size : last;
        IEnumerable<int> values = Enumerable.Range(first, end - first + 1).Where((_, i) => i % step == 0).Select(v => field.Min + ((v - field.Min) % field.Size));
        return string.Join(',', values.Distinct().Order());
    }

    private static (int? First, int? Last) Range(string text, Field field) =>
        text.Split('-') is [var first, var last] ? (Value(first, field), Value(last, field)) : (null, null);

    private static int? Value(string text, Field field)
    {
        int name = text.Length < 3 ? -1 : Array.FindIndex(field.Names, n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + field.Min
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= field.Min && value <= (field.IsWeekday ? 7 : field.Max) ? value
            : null;
    }

    private sealed record Field(string Name, int Min, int Max, string[] Names)
    {
        public int Size => Max - Min + 1;

        public bool IsWeekday => Max == 6;
    }
}
