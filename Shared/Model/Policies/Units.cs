using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.Policies;

/// <summary>Durations and sizes as written in policies: <c>90s</c>, <c>15m</c>, <c>1h30m</c>; <c>256MiB</c>.</summary>
public static partial class Units
{
    /// <summary>The format of a duration, for messages.</summary>
    public const string DurationForm = "a number with s, m, h or d, as in 90s, 15m, 1h30m";

    /// <summary>The format of a size, for messages.</summary>
    public const string SizeForm = "a whole number with B, KiB, MiB, GiB or TiB, as in 256MiB";

    private static readonly string[] s_sizes = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a duration.</summary>
    public static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        Match match = Duration().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return false;
        }

        // Decimal seconds: the longest input that the pattern allows cannot overflow.
        decimal seconds = Part("d", 86400) + Part("h", 3600) + Part("m", 60) + Part("s", 1);
        if (seconds > (decimal)TimeSpan.MaxValue.TotalSeconds - 1)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds((long)seconds);
        return true;

        decimal Part(string unit, int length) => match.Groups[unit] is { Success: true } group
            ? decimal.Parse(group.Value, CultureInfo.InvariantCulture) * length
            : 0;
    }

    /// <summary>Reads a size in bytes.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        Match match = Size().Match(text);
        if (!match.Success)
        {
            return false;
        }

        int power = Array.IndexOf(s_sizes, match.Groups["unit"].Value);
        decimal value = decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * (1L << (10 * power));
        if (value > long.MaxValue)
        {
            return false;
        }

        bytes = (long)value;
        return true;
    }

    /// <summary>A short form of a duration: its two largest units, or tenths of seconds if it is shorter than a minute.</summary>
    public static string Format(TimeSpan duration)
    {
        string sign = duration < TimeSpan.Zero ? "-" : "";
        TimeSpan time = duration.Duration();
        return sign + time switch
        {
            { TotalSeconds: < 10 } when time.Milliseconds > 0 => $"{Math.Floor(time.TotalSeconds * 10) / 10}s",
            { TotalMinutes: < 1 } => $"{time.Seconds}s",
            { TotalHours: < 1 } => Pair(time.Minutes, "m", time.Seconds, "s"),
            { TotalDays: < 1 } => Pair(time.Hours, "h", time.Minutes, "m"),
            _ => Pair(time.Days, "d", time.Hours, "h"),
        };
    }

    /// <summary>A short form of a size: <c>1.5 GiB</c>.</summary>
    public static string Format(long bytes)
    {
        int power = 0;
        double value = bytes;
        while (value >= 1024 && power < s_sizes.Length - 1)
        {
            value /= 1024;
            power++;
        }

        return value >= 10 || power == 0 ? $"{value:0} {s_sizes[power]}" : $"{value:0.#} {s_sizes[power]}";
    }

    private static string Pair(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";

    [GeneratedRegex(@"\A((?<d>\d{1,9})d)?((?<h>\d{1,9})h)?((?<m>\d{1,9})m)?((?<s>\d{1,9})s)?\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A(?<number>\d{1,15}) ?(?<unit>B|KiB|MiB|GiB|TiB)\z")]
    private static partial Regex Size();
}
