using System.Globalization;
using System.Text;
using System.Text.Json;
using GlusterDr.Policies;

namespace GlusterDr.Local.Cli.Text;

/// <summary>Formats values for people. Control characters in text from outside are replaced.</summary>
internal static class Printable
{
    /// <summary>Text of one line.</summary>
    public static string OneLine(string text) => Clean(text, keepLines: false);

    /// <summary>Text that may have several lines.</summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    public static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Duration(TimeSpan? duration) => duration is { } value ? Units.Format(value) : "-";

    /// <summary>How long ago.</summary>
    public static string Age(DateTimeOffset? time, DateTimeOffset now) => time is { } then ? Units.Format(now - then) + " ago" : "never";

    /// <summary>An enum value as JSON and YAML write it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary><c>1 VM</c>, <c>2 VMs</c>.</summary>
    public static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>The text with every line indented.</summary>
    public static string Indent(string text, string by) => by + text.TrimEnd().Replace("\n", "\n" + by, StringComparison.Ordinal);

    private static string Clean(string text, bool keepLines)
    {
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            clean.Append(c switch
            {
                '\n' when keepLines => '\n',
                '\n' or '\t' => ' ',
                _ when char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format => '\uFFFD',
                _ => c,
            });
        }

        return clean.ToString();
    }

    /// <summary>A destination, with the volume that it is a copy of if that is not the policy's own.</summary>
    public static string Destination(string name, string? primaryVolume) => primaryVolume is null ? name : $"{name} (of {primaryVolume})";
}
