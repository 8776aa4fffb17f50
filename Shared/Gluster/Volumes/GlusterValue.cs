using System.Buffers;
using System.Globalization;

namespace GlusterDr.Gluster.Volumes;

/// <summary>
/// Compares option values by meaning. Gluster accepts several spellings and shows the one that was typed (observed with GlusterFS 10.3), so
/// comparing text is not enough. The rules are those of libglusterfs (common-utils.c: gf_string2boolean, gf_string2bytesize,
/// gf_string2percent, gf_string2time).
/// </summary>
public static class GlusterValue
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    private static readonly Dictionary<string, decimal> s_sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["B"] = 1,
        ["KB"] = 1L << 10,
        ["MB"] = 1L << 20,
        ["GB"] = 1L << 30,
        ["TB"] = 1L << 40,
        ["PB"] = 1L << 50,
    };

    private static readonly Dictionary<string, decimal> s_times = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1,
        ["s"] = 1,
        ["sec"] = 1,
        ["m"] = 60,
        ["min"] = 60,
        ["h"] = 3600,
        ["hr"] = 3600,
        ["d"] = 86400,
        ["days"] = 86400,
        ["w"] = 604800,
        ["wk"] = 604800,
    };

    /// <summary>Parses a boolean; null: it is none.</summary>
    public static bool? Flag(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        "on" or "yes" or "true" or "enable" or "1" => true,
        "off" or "no" or "false" or "disable" or "0" => false,
        _ => null,
    };

    /// <summary>Whether it is one of Gluster's words for true; a missing or unknown value is not.</summary>
    public static bool IsOn(string? value) => Flag(value) == true;

    /// <summary>Parses a size in bytes; units are powers of 1024. Null: it is none.</summary>
    public static long? Bytes(string? value) => Whole(Scaled(value, s_sizes));

    /// <summary>Parses a duration in seconds; null: it is none.</summary>
    public static int? Seconds(string? value) => Whole(Scaled(value, s_times)) is { } seconds and <= int.MaxValue ? (int)seconds : null;

    /// <summary>Parses a percentage; null: it is none.</summary>
    public static decimal? Percent(string? value) => value?.Trim() is [.. var number, '%'] ? Number(number) : null;

    /// <summary>Whether two values mean the same. Text that is no number, size, time, percentage or boolean is compared without case.</summary>
    public static bool Same(string? one, string? other)
    {
        (string a, string b) = (one?.Trim() ?? "", other?.Trim() ?? "");
        return string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
            || Equal(Number(a), Number(b))
            || (Flag(a) is { } flag && Flag(b) == flag)
            || Equal(Scaled(a, s_sizes), Scaled(b, s_sizes))
            || Equal(Percent(a), Percent(b))
            || Equal(Scaled(a, s_times), Scaled(b, s_times));
    }

    private static bool Equal(decimal? one, decimal? other) => one is not null && one == other;

    private static decimal? Scaled(string? value, Dictionary<string, decimal> units)
    {
        string text = value?.Trim() ?? "";
        int length = text.AsSpan().IndexOfAnyExcept(s_digits) is int end and >= 0 ? end : text.Length;
        return Number(text[..length]) is { } number && number < int.MaxValue * (decimal)int.MaxValue
            && units.TryGetValue(text[length..].Trim(), out decimal unit)
            ? number * unit
            : null;
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static long? Whole(decimal? number) => number is >= 0 and <= long.MaxValue ? (long)number : null;
}
