using System.Globalization;
using System.Text.RegularExpressions;

namespace GlusterDr.Sessions.Options;

/// <summary>The options that a session gives to rsync. gsyncd separates them at blanks, without a shell, so there are no quotes.</summary>
public static partial class RsyncWords
{
    private const string Limit = "--bwlimit";

    private static readonly Dictionary<string, string> Harmful = new(StringComparer.Ordinal)
    {
        ["--dry-run"] = "rsync would transfer nothing and report success",
        ["-n"] = "rsync would transfer nothing and report success",
        ["--list-only"] = "rsync would transfer nothing and report success",
        ["--remove-source-files"] = "rsync would delete at the primary what it has transferred",
        ["--size-only"] = "images keep their size: changes within them would not be transferred",
        ["--ignore-existing"] = "what is at the secondary already would never be brought up to date",
        ["--update"] = "what is newer at the secondary would never be brought up to date",
        ["-u"] = "what is newer at the secondary would never be brought up to date",
        ["--delete"] = "geo-replication replicates deletions itself",
        ["--max-size"] = "files would be left out",
        ["--min-size"] = "files would be left out",
        ["--exclude"] = "files would be left out",
        ["--exclude-from"] = "files would be left out",
        ["--include"] = "files would be left out",
        ["--filter"] = "files would be left out",
        ["-f"] = "files would be left out",
        ["--files-from"] = "geo-replication uses it itself to select files",
        ["--rsh"] = "geo-replication uses it itself for the connection",
        ["-e"] = "geo-replication uses it itself for the connection",
        ["--append"] = "only data appended at the end would be transferred",
        ["--no-xattrs"] = "the size of a sharded file is an extended attribute",
        ["--no-inplace"] = "a file would be replaced by another with a gfid of its own",
    };

    /// <summary>The words.</summary>
    public static string[] Split(string options) => options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why these options damage copies of VM images; null: they are not known to.</summary>
    public static string? Hazard(string options) => Split(options)
        .Select(word => Harmful.GetValueOrDefault(word.Split('=')[0]) is { } why ? $"{word}: {why}" : null)
        .FirstOrDefault(why => why is not null);

    /// <summary>The limit of each rsync process in KiB per second; null: none.</summary>
    public static long? LimitOf(string options)
    {
        string[] words = Split(options);
        int at = Array.FindLastIndex(words, w => w == Limit || w.StartsWith($"{Limit}=", StringComparison.Ordinal));
        string? value = at < 0 ? null : words[at].Contains('=') ? words[at][(Limit.Length + 1)..] : words.ElementAtOrDefault(at + 1);
        return value is not null && Rate().Match(value) is { Success: true } rate ? Kibibytes(rate) : null;
    }

    /// <summary>The same options with another limit; null: without a limit.</summary>
    public static string WithLimit(string options, long? kibibytes)
    {
        List<string> kept = [];
        string[] words = Split(options);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == Limit)
            {
                i++;
            }
            else if (!words[i].StartsWith($"{Limit}=", StringComparison.Ordinal))
            {
                kept.Add(words[i]);
            }
        }

        return string.Join(' ', kibibytes is { } limit ? [.. kept, $"{Limit}={limit}"] : kept);
    }

    // As rsync reads a rate: KiB without a unit, K and KiB times 1024, KB times 1000.
    private static long? Kibibytes(Match rate)
    {
        string unit = rate.Groups["unit"].Value.ToUpperInvariant();
        int power = unit.Length == 0 ? 1 : 1 + "KMGTP".IndexOf(unit[0], StringComparison.Ordinal);
        double step = unit.Length == 2 ? 1000 : 1024;
        double bytes = double.Parse(rate.Groups["number"].Value, CultureInfo.InvariantCulture) * (power == 0 ? 1 : Math.Pow(step, power));
        return bytes > 0 ? Math.Max(1, (long)(bytes / 1024)) : null;
    }

    [GeneratedRegex(@"\A(?<number>\d{1,12}(\.\d{1,6})?)(?<unit>[bB]|[kKmMgG]([bB]|i[bB])?)?\z")]
    private static partial Regex Rate();
}
